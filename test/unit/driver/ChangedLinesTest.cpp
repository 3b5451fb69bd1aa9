// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/filters/ChangedLines.h"
#include "gtest/gtest.h"

using namespace p99::driver;

static std::string print(llvm::StringRef Diff) {
  std::string All;
  for (const auto &[Path, Lines] : parseDiff(Diff)) {
    All += Path + ":";
    for (LineRange Range : Lines)
      All +=
          " " + std::to_string(Range.First) + "-" + std::to_string(Range.Last);
    All += "\n";
  }
  return All;
}

TEST(ParseDiff, Hunks) {
  EXPECT_EQ(print(R"(diff --git a/src/a.cpp b/src/a.cpp
index 1..2 100644
--- a/src/a.cpp
+++ b/src/a.cpp
@@ -3 +3 @@ int f() {
-old
+new
@@ -10,0 +11,3 @@
+one
+two
+three
@@ -20,2 +23,0 @@
-gone
-gone
)"),
            "src/a.cpp: 3-3 11-13\n");
}

TEST(ParseDiff, RenamedDeletedAndNewFiles) {
  EXPECT_EQ(print(R"(diff --git a/old.cpp b/new.cpp
similarity index 90%
rename from old.cpp
rename to new.cpp
index 1..2 100644
--- a/old.cpp
+++ b/new.cpp
@@ -1 +1 @@
-a
+b
diff --git a/gone.cpp b/gone.cpp
deleted file mode 100644
--- a/gone.cpp
+++ /dev/null
@@ -1,2 +0,0 @@
-a
-b
diff --git a/fresh.cpp b/fresh.cpp
new file mode 100644
--- /dev/null
+++ b/fresh.cpp
@@ -0,0 +1,2 @@
+a
+b
\ No newline at end of file
)"),
            "fresh.cpp: 1-2\nnew.cpp: 1-1\n");
}

// Lines of the files are no headers, whatever they look like.
TEST(ParseDiff, LinesThatLookLikeHeaders) {
  EXPECT_EQ(print(R"(--- a/a.c
+++ b/a.c
@@ -1,2 +1,3 @@
--- b/x.c
--- b/y.c
+++ b/evil.c
++@@ -1 +900 @@
+@@ -1 +900 @@
@@ -8 +9 @@
-x
+y
)"),
            "a.c: 1-3 9-9\n");
}

TEST(ParseDiff, OddNames) {
  EXPECT_EQ(print("+++ b/a b.c\t\n@@ -1 +1 @@\n-x\n+y\n"), "a b.c: 1-1\n");
  EXPECT_EQ(print("+++ \"b/\\303\\244\\\"\\\\\\t.c\"\n@@ -1 +1 @@\n-x\n+y\n"),
            "\u00e4\"\\\t.c: 1-1\n");
}

TEST(ParseDiff, Nothing) {
  EXPECT_EQ(print(""), "");
  // Nor what git would not print.
  EXPECT_EQ(print("+++ b/a.c\n@@ -x +y @@\n+++ b\n@@ -1"), ":\na.c:\n");
}
