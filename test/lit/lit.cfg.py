# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

import glob
import os
import shlex
import shutil
import subprocess

import lit.formats

config.name = "p99-tidy"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".cpp", ".c", ".test"]
config.excludes = ["Inputs"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.p99_build_dir, "test", "lit")

# A build folder in the source tree is below the project's own .clang-tidy, which
# is not the tests' business.
os.makedirs(config.test_exec_root, exist_ok=True)
with open(os.path.join(config.test_exec_root, ".clang-tidy"), "w") as f:
    f.write("InheritParentConfig: false\n")

bin_dir = os.path.join(config.p99_build_dir, "bin")
tools = config.llvm_tools_dir
config.environment["PATH"] = os.pathsep.join(
    [bin_dir, tools, config.environment["PATH"]]
)
# Colours and progress lines depend on the terminal; tests do not.
config.environment["TERM"] = "dumb"
# Nobody's results of yesterday.
cache = os.path.join(config.test_exec_root, "cache")
shutil.rmtree(cache, ignore_errors=True)
config.environment["XDG_CACHE_HOME"] = cache
config.environment["P99_SOURCE_DIR"] = config.p99_source_dir
config.environment["P99_BUILD_DIR"] = config.p99_build_dir
config.environment["LLVM_TOOLS_DIR"] = tools

plugin = os.path.join(config.p99_build_dir, "lib", "libp99-tidy.so")
clang_tidy = os.path.join(tools, "clang-tidy")
python = shlex.quote(config.python)
runner = os.path.join(config.test_source_root, "run-check.py")
config.substitutions += [
    # Longer names first: lit replaces text, not words.
    ("%check_p99", f"{python} {shlex.quote(runner)}"),
    ("%p99_clangd", os.path.join(bin_dir, "p99-clangd")),
    ("%p99_tidy", os.path.join(bin_dir, "p99-tidy")),
    ("%p99_plugin", plugin),
    ("%clang_tidy", clang_tidy),
    ("%clangd", os.path.join(tools, "clangd")),
    ("%clangxx", os.path.join(tools, "clang++")),
    ("%clang", os.path.join(tools, "clang")),
    # Clang-tidy of another version, which the plugin is not for.
    ("%other_version", str(19 if config.llvm_version != 19 else 22)),
    ("%llvm_version", str(config.llvm_version)),
    ("%inputs", os.path.join(config.test_source_root, "Inputs")),
    ("%source_dir", config.p99_source_dir),
    ("%build_dir", config.p99_build_dir),
    ("%python", python),
]

# What the Clang is asked for that a test needs, all before it included.
for version in range(20, config.llvm_version + 1):
    config.available_features.add(f"llvm-{version}")

if config.p99_clangd:
    config.available_features.add("clangd")

# `REQUIRES: heavy`: `./dev test --integrations` installs what such a test runs, and
# sets this. Other runs report the test as unsupported.
if "heavy" in lit_config.params:
    config.available_features.add("heavy")

if shutil.which("pre-commit"):
    config.available_features.add("pre-commit")
if shutil.which("nvim"):
    config.available_features.add("neovim")

for program in ("bear", "meson"):
    if shutil.which(program):
        config.available_features.add(program)

# `./dev test` installs these two. A test that wants what is absent is reported as
# unsupported.
multitool = os.path.join(
    config.p99_build_dir, "npm/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool"
)
if os.access(multitool, os.X_OK):
    config.available_features.add("sarif-multitool")
    config.substitutions.append(("%sarif_multitool", shlex.quote(multitool)))
for module in ("jsonschema", "yaml"):
    if subprocess.run([config.python, "-c", f"import {module}"], capture_output=True).returncode == 0:
        config.available_features.add(module)
validator = os.path.join(config.p99_build_dir, "npm-actions/node_modules/.bin/action-validator")
if os.access(validator, os.X_OK):
    config.available_features.add("action-validator")
    config.substitutions.append(("%action_validator", shlex.quote(validator)))
if shutil.which("shellcheck"):
    config.available_features.add("shellcheck")

# `REQUIRES: real-curl`: the library's own headers, where the machine has them.
# `%real_qt5` and the like give the flags that find them.
multiarch = "/usr/include/x86_64-linux-gnu"
qt5 = next(iter(glob.glob("/usr/include/*/qt5")), f"{multiarch}/qt5")
real_headers = {
    "boost": ("boost/asio.hpp", []),
    "cppzmq": ("zmq.hpp", []),
    "curl": ("curl/curl.h", []),
    "fastcgi": ("fcgiapp.h", []),
    "grpc": ("grpcpp/grpcpp.h", []),
    "hiredis": ("hiredis/hiredis.h", []),
    "httplib": ("httplib.h", []),
    "libevent": ("event2/event.h", []),
    "mariadb": ("mysql.h", ["/usr/include/mariadb"]),
    "microhttpd": ("microhttpd.h", []),
    "openssl": ("openssl/ssl.h", []),
    "poco": ("Poco/Net/HTTPClientSession.h", []),
    "pq": ("libpq-fe.h", ["/usr/include/postgresql"]),
    "pqxx": ("pqxx/pqxx", []),
    "qt5": ("QNetworkReply", [qt5, f"{qt5}/QtCore", f"{qt5}/QtNetwork"]),
    "rdkafka": ("librdkafka/rdkafka.h", []),
    "restinio": ("restinio/all.hpp", []),
    "tbb": ("oneapi/tbb/task_group.h", []),
    "thrift": ("thrift/transport/TSocket.h", []),
    "uv": ("uv.h", []),
    "websocketpp": ("websocketpp/server.hpp", []),
    "zmq": ("zmq.h", []),
}
system_dirs = ["/usr/include", *glob.glob("/usr/include/*-linux-gnu"), "/usr/local/include"]
for library, (header, dirs) in real_headers.items():
    flags = " ".join(f"-isystem {shlex.quote(d)}" for d in dirs)
    config.substitutions.append((rf"%real_{library}\b", flags))
    if any(os.path.exists(os.path.join(d, header)) for d in dirs + system_dirs):
        config.available_features.add(f"real-{library}")
