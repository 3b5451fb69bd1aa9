# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Lints the sources of C and C++ rules, one action for each source.

An action reads only its declared inputs, and its command has no absolute path,
so that it can run anywhere and its result can be cached for everybody."""

load("@bazel_tools//tools/build_defs/cc:action_names.bzl", "C_COMPILE_ACTION_NAME", "CPP_COMPILE_ACTION_NAME")
load("@bazel_tools//tools/cpp:toolchain_utils.bzl", "find_cpp_toolchain")

_SOURCES = ["c", "cc", "cpp", "cxx", "c++", "C"]

P99TidyInfo = provider(
    doc = "What p99-tidy has found.",
    fields = {"reports": "depset of the reports in JSON, of a target and of what it depends on"},
)

def _flags(ctx, toolchain, features, context, source):
    """The compiler's flags for one source, as for its own compilation."""
    is_c = source.extension == "c"
    variables = cc_common.create_compile_variables(
        feature_configuration = features,
        cc_toolchain = toolchain,
        user_compile_flags = (ctx.fragments.cpp.copts +
                              (ctx.fragments.cpp.conlyopts if is_c else ctx.fragments.cpp.cxxopts) +
                              [ctx.expand_make_variables("copts", o, {}) for o in getattr(ctx.rule.attr, "copts", [])]),
        include_directories = context.includes,
        quote_include_directories = context.quote_includes,
        system_include_directories = context.system_includes,
        framework_include_directories = context.framework_includes,
        preprocessor_defines = depset(transitive = [context.defines, context.local_defines]),
    )
    return cc_common.get_memory_inefficient_command_line(
        feature_configuration = features,
        action_name = C_COMPILE_ACTION_NAME if is_c else CPP_COMPILE_ACTION_NAME,
        variables = variables,
    )

def _lint(ctx, target, toolchain, features, source):
    context = target[CcInfo].compilation_context
    report = ctx.actions.declare_file("{}.p99/{}.json".format(ctx.label.name, source.short_path.replace("../", "external/")))
    arguments = ctx.actions.args()
    arguments.add_all(["--no-cache", "-j", "1", "--format=text"])
    arguments.add(report, format = "--format=json=%s")
    if not ctx.attr._fail_on_findings:
        arguments.add("--exit-zero")
    arguments.add(source)
    arguments.add("--")
    arguments.add_all(_flags(ctx, toolchain, features, context, source))
    ctx.actions.run(
        executable = ctx.executable._p99_tidy,
        arguments = [arguments],
        inputs = depset(
            [source] + ctx.files._configuration + ctx.files._resources,
            transitive = [context.headers, toolchain.all_files],
        ),
        outputs = [report],
        mnemonic = "P99Tidy",
        progress_message = "Linting %s with p99-tidy" % source.short_path,
    )
    return report

def _aspect(target, ctx):
    reports = []
    if CcInfo in target and hasattr(ctx.rule.attr, "srcs"):
        toolchain = find_cpp_toolchain(ctx)
        features = cc_common.configure_features(
            ctx = ctx,
            cc_toolchain = toolchain,
            requested_features = ctx.features,
            # They need modules that are built.
            unsupported_features = ctx.disabled_features + ["layering_check", "module_maps"],
        )
        sources = [f for f in ctx.rule.files.srcs if f.extension in _SOURCES]
        reports = [_lint(ctx, target, toolchain, features, s) for s in sources]

    deps = [d[P99TidyInfo].reports for d in getattr(ctx.rule.attr, "deps", []) if P99TidyInfo in d]
    all = depset(reports, transitive = deps)
    return [
        P99TidyInfo(reports = all),
        OutputGroupInfo(p99_tidy = all),
    ]

def p99_tidy_aspect(binary, resources = None, configuration = None, fail_on_findings = False):
    """Makes an aspect; assign it to a name in a .bzl file of your own.

    Args:
      binary: the label of the p99-tidy program.
      resources: the label of a filegroup with Clang's own headers,
        lib/clang/22/include beside the folder of the program. Without it they
        have to be installed where the actions run.
      configuration: the label of a filegroup with the .clang-tidy files, and the
        models and profiles that they name.
      fail_on_findings: whether a finding fails its action, and so the build.
    """
    return aspect(
        implementation = _aspect,
        attr_aspects = ["deps"],
        fragments = ["cpp"],
        attrs = {
            "_p99_tidy": attr.label(
                default = Label(binary),
                allow_single_file = True,
                executable = True,
                cfg = "exec",
            ),
            "_configuration": attr.label_list(
                default = [Label(configuration)] if configuration else [],
                allow_files = True,
            ),
            "_resources": attr.label_list(
                default = [Label(resources)] if resources else [],
                allow_files = True,
            ),
            "_fail_on_findings": attr.bool(default = fail_on_findings),
            "_cc_toolchain": attr.label(
                default = Label("@bazel_tools//tools/cpp:current_cc_toolchain"),
            ),
        },
        toolchains = ["@bazel_tools//tools/cpp:toolchain_type"],
        incompatible_use_toolchain_transition = True,
    )
