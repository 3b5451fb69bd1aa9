// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "driver/reporters/HtmlDoc.h"
#include "driver/reporters/HtmlText.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace p99::driver {

/// Takes `Open...Close` off the front of `Left`; what is between goes to
/// `Inside`.
static bool takeBetween(StringRef &Left, StringRef Open, StringRef Close,
                        StringRef &Inside) {
  if (!Left.starts_with(Open))
    return false;
  size_t End = Left.find(Close, Open.size());
  if (End == StringRef::npos || End == Open.size())
    return false;
  Inside = Left.slice(Open.size(), End);
  Left = Left.drop_front(End + Close.size());
  return true;
}

static void printInline(StringRef Text, raw_ostream &Out) {
  while (!Text.empty()) {
    StringRef Inside;
    if (takeBetween(Text, "`", "`", Inside)) {
      Out << "<code>" << html(Inside) << "</code>";
    } else if (takeBetween(Text, "[", "](", Inside)) {
      printInline(Inside, Out);
      Text = Text.drop_front(std::min(Text.find(')'), Text.size() - 1) + 1);
    } else if (Text.size() > 1 && isAlpha(Text[1]) &&
               takeBetween(Text, "*", "*", Inside)) {
      Out << "<em>" << html(Inside) << "</em>";
    } else {
      size_t Next = Text.find_first_of("`[*", 1);
      Out << html(Text.take_front(Next));
      Text = Text.drop_front(std::min(Next, Text.size()));
    }
  }
}

namespace {

class Printer {
public:
  explicit Printer(raw_ostream &Out) : Out(Out) {}

  void line(StringRef Line);
  void end();

private:
  void finish();
  void endList();

  raw_ostream &Out;
  std::string Text; ///< Of the paragraph or the item so far.
  bool InList = false;
  bool InCode = false;
};

} // namespace

/// Ends the paragraph or the item, and not the list.
void Printer::finish() {
  if (Text.empty())
    return;
  Out << (InList ? "<li>" : "<p>");
  printInline(Text, Out);
  Out << (InList ? "</li>\n" : "</p>\n");
  Text.clear();
}

void Printer::endList() {
  finish();
  if (InList)
    Out << "</ul>\n";
  InList = false;
}

void Printer::end() {
  endList();
  if (InCode)
    Out << "</pre>\n";
}

void Printer::line(StringRef Line) {
  if (InCode) {
    InCode = !Line.starts_with("```");
    if (InCode)
      Out << html(Line) << '\n';
    else
      Out << "</pre>\n";
    return;
  }
  bool IsItem = Line.starts_with("- ");
  bool Continues = InList && !Text.empty() && Line.starts_with("  ");
  if (Line.trim().empty() || IsItem || Line.starts_with("#") ||
      Line.starts_with("```"))
    finish();
  if (!IsItem && !Continues && !Line.trim().empty() && InList)
    endList();
  if (Line.consume_front("```")) {
    Out << "<pre class=\"code\">";
    InCode = true;
  } else if (Line.starts_with("#")) {
    Out << "<h4>" << html(Line.ltrim("# ")) << "</h4>\n";
  } else {
    if (IsItem && !InList) {
      Out << "<ul>\n";
      InList = true;
    }
    if (IsItem)
      Line = Line.drop_front(2);
    if (!Text.empty())
      Text += ' ';
    Text += Line.trim();
  }
}

void printHtmlDoc(StringRef Markdown, raw_ostream &Out) {
  Printer P(Out);
  for (StringRef Line : split(Markdown.trim(), '\n'))
    P.line(Line);
  P.end();
}

} // namespace p99::driver
