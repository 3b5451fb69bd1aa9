// RUN: %check_p99 %s p99-setup-per-iteration %t

#define NAME(Name) Name##_72
#define uregex_open NAME(uregex_open)
#define uregex_openC NAME(uregex_openC)
#define uregex_openUText NAME(uregex_openUText)
#define uregex_close NAME(uregex_close)
#define udat_open NAME(udat_open)
#define udat_close NAME(udat_close)
#define unum_open NAME(unum_open)
#define unum_close NAME(unum_close)
#define ubrk_open NAME(ubrk_open)
#define ubrk_close NAME(ubrk_close)
#define utrans_openU NAME(utrans_openU)
#define utrans_close NAME(utrans_close)
#define ucol_open NAME(ucol_open)
#define ucol_openRules NAME(ucol_openRules)
#define ucol_close NAME(ucol_close)

enum UErrorCode : int {};
using UChar = char16_t;
struct UParseError {};
struct UText;
extern "C" {
void *uregex_open(const UChar *, int, unsigned, UParseError *, UErrorCode *);
void *uregex_openC(const char *, unsigned, UParseError *, UErrorCode *);
void *uregex_openUText(UText *, unsigned, UParseError *, UErrorCode *);
void uregex_close(void *);
void *udat_open(int, int, const char *, const UChar *, int, const UChar *, int, UErrorCode *);
void udat_close(void *);
void *unum_open(int, const UChar *, int, const char *, UParseError *, UErrorCode *);
void unum_close(void *);
void *ubrk_open(int, const char *, const UChar *, int, UErrorCode *);
void ubrk_close(void *);
void *utrans_openU(const UChar *, int, int, const UChar *, int, UParseError *, UErrorCode *);
void utrans_close(void *);
void *ucol_open(const char *, UErrorCode *);
void *ucol_openRules(const UChar *, int, int, int, UParseError *, UErrorCode *);
void ucol_close(void *);
}

namespace icu_72 {
struct UnicodeString {
  UnicodeString(const UChar *);
};
struct Locale {
  Locale(const char *);
};
struct RegexMatcher {
  RegexMatcher(const UnicodeString &, unsigned, UErrorCode &);
  RegexMatcher(const UnicodeString &, const UnicodeString &, unsigned, UErrorCode &);
  bool matches(const UnicodeString &);
};
struct RegexPattern {
  static RegexPattern *compile(const UnicodeString &, unsigned, UParseError &, UErrorCode &);
  bool matches(const UnicodeString &);
};
struct DateFormat {
  static DateFormat *createDateInstance(int, const Locale &);
  static DateFormat *createTimeInstance(int, const Locale &);
  static DateFormat *createDateTimeInstance(int, int, const Locale &);
  void format(double);
};
struct SimpleDateFormat : DateFormat {
  SimpleDateFormat(const UnicodeString &, UErrorCode &);
  SimpleDateFormat(const UnicodeString &, const Locale &, UErrorCode &);
};
struct MessageFormat {
  MessageFormat(const UnicodeString &, const Locale &, UErrorCode &);
  void format(double);
};
struct NumberFormat {
  static NumberFormat *createInstance(const Locale &, UErrorCode &);
  static NumberFormat *createCurrencyInstance(const Locale &, UErrorCode &);
  static NumberFormat *createPercentInstance(const Locale &, UErrorCode &);
  void format(double);
};
struct BreakIterator {
  static BreakIterator *createWordInstance(const Locale &, UErrorCode &);
  static BreakIterator *createSentenceInstance(const Locale &, UErrorCode &);
  static BreakIterator *createLineInstance(const Locale &, UErrorCode &);
  static BreakIterator *createCharacterInstance(const Locale &, UErrorCode &);
  void setText(const UnicodeString &);
};
struct Transliterator {
  static Transliterator *createInstance(const UnicodeString &, int, UErrorCode &);
  void transliterate(const UnicodeString &);
};
struct Collator {
  static Collator *createInstance(const Locale &, UErrorCode &);
  int compare(const UnicodeString &, const UnicodeString &);
};
struct RuleBasedCollator : Collator {
  RuleBasedCollator(const UnicodeString &, UErrorCode &);
};
} // namespace icu_72
namespace icu = icu_72;

void use(void *Thing);

//===-- Flagged -----------------------------------------------------------===//

void expressions(int N, const icu::UnicodeString &Text, UText *Pattern) {
  UErrorCode Error{};
  UParseError Where;
  for (int I = 0; I < N; ++I) {
    icu::RegexMatcher Matcher(u"[a-z]+", 0, Error);
    // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: 'Matcher' compiles a regular expression in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Matcher.matches(Text);
    icu::RegexMatcher OfText(u"[a-z]+", Text, 0, Error);
    // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: 'OfText' compiles a regular expression in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    OfText.matches(Text);
    icu::RegexPattern *Compiled = icu::RegexPattern::compile(u"[a-z]+", 0, Where, Error);
    // CHECK-MESSAGES: :[[@LINE-1]]:35: warning: 'Compiled' compiles a regular expression in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Compiled->matches(Text);
    delete Compiled;
    void *Plain = uregex_open(u"[a-z]+", -1, 0, &Where, &Error);
    // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: 'Plain' compiles a regular expression in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(Plain);
    uregex_close(Plain);
    void *OfChars = uregex_openC("[a-z]+", 0, &Where, &Error);
    // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: 'OfChars' compiles a regular expression in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(OfChars);
    uregex_close(OfChars);
    void *OfUText = uregex_openUText(Pattern, 0, &Where, &Error);
    // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: 'OfUText' compiles a regular expression in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(OfUText);
    uregex_close(OfUText);
  }
}

void formats(int N, const icu::Locale &Here, double Value) {
  UErrorCode Error{};
  UParseError Where;
  for (int I = 0; I < N; ++I) {
    icu::SimpleDateFormat Day(u"yyyy-MM-dd", Error);
    // CHECK-MESSAGES: :[[@LINE-1]]:27: warning: 'Day' loads the date format of a locale in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Day.format(Value);
    icu::SimpleDateFormat Local(u"yyyy-MM-dd", Here, Error);
    // CHECK-MESSAGES: :[[@LINE-1]]:27: warning: 'Local' loads the date format of a locale in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Local.format(Value);
    icu::DateFormat *Date = icu::DateFormat::createDateInstance(1, Here);
    // CHECK-MESSAGES: :[[@LINE-1]]:29: warning: 'Date' loads the date format of a locale in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Date->format(Value);
    delete Date;
    icu::DateFormat *Time = icu::DateFormat::createTimeInstance(1, Here);
    // CHECK-MESSAGES: :[[@LINE-1]]:29: warning: 'Time' loads the date format of a locale in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Time->format(Value);
    delete Time;
    icu::DateFormat *Both = icu::DateFormat::createDateTimeInstance(1, 1, Here);
    // CHECK-MESSAGES: :[[@LINE-1]]:29: warning: 'Both' loads the date format of a locale in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Both->format(Value);
    delete Both;
    void *Dates = udat_open(1, 1, "de", nullptr, -1, nullptr, -1, &Error);
    // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: 'Dates' loads the date format of a locale in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(Dates);
    udat_close(Dates);
    icu::MessageFormat Message(u"{0,number}", Here, Error);
    // CHECK-MESSAGES: :[[@LINE-1]]:24: warning: 'Message' parses a message format in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Message.format(Value);
    icu::NumberFormat *Number = icu::NumberFormat::createInstance(Here, Error);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'Number' loads the number format of a locale in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Number->format(Value);
    delete Number;
    icu::NumberFormat *Money = icu::NumberFormat::createCurrencyInstance(Here, Error);
    // CHECK-MESSAGES: :[[@LINE-1]]:32: warning: 'Money' loads the number format of a locale in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Money->format(Value);
    delete Money;
    icu::NumberFormat *Share = icu::NumberFormat::createPercentInstance(Here, Error);
    // CHECK-MESSAGES: :[[@LINE-1]]:32: warning: 'Share' loads the number format of a locale in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Share->format(Value);
    delete Share;
    void *Numbers = unum_open(1, nullptr, 0, "de", &Where, &Error);
    // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: 'Numbers' loads the number format of a locale in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(Numbers);
    unum_close(Numbers);
  }
}

void texts(int N, const icu::Locale &Here, const icu::UnicodeString &Text) {
  UErrorCode Error{};
  UParseError Where;
  for (int I = 0; I < N; ++I) {
    icu::BreakIterator *Words = icu::BreakIterator::createWordInstance(Here, Error);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'Words' loads the break rules of a locale in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Words->setText(Text);
    delete Words;
    icu::BreakIterator *Sentences = icu::BreakIterator::createSentenceInstance(Here, Error);
    // CHECK-MESSAGES: :[[@LINE-1]]:37: warning: 'Sentences' loads the break rules of a locale in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Sentences->setText(Text);
    delete Sentences;
    icu::BreakIterator *Lines = icu::BreakIterator::createLineInstance(Here, Error);
    // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'Lines' loads the break rules of a locale in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Lines->setText(Text);
    delete Lines;
    icu::BreakIterator *Characters = icu::BreakIterator::createCharacterInstance(Here, Error);
    // CHECK-MESSAGES: :[[@LINE-1]]:38: warning: 'Characters' loads the break rules of a locale in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Characters->setText(Text);
    delete Characters;
    void *Breaks = ubrk_open(1, "de", nullptr, 0, &Error);
    // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: 'Breaks' loads the break rules of a locale in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(Breaks);
    ubrk_close(Breaks);
    icu::Transliterator *Latin = icu::Transliterator::createInstance(u"Any-Latin", 0, Error);
    // CHECK-MESSAGES: :[[@LINE-1]]:34: warning: 'Latin' compiles a transliterator in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Latin->transliterate(Text);
    delete Latin;
    void *Plain = utrans_openU(u"Any-Latin", -1, 0, nullptr, -1, &Where, &Error);
    // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: 'Plain' compiles a transliterator in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(Plain);
    utrans_close(Plain);
    icu::RuleBasedCollator Rules(u"&a<b", Error);
    // CHECK-MESSAGES: :[[@LINE-1]]:28: warning: 'Rules' compiles collation rules in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    Rules.compare(Text, Text);
    void *OfRules = ucol_openRules(u"&a<b", -1, 0, 0, &Where, &Error);
    // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: 'OfRules' compiles collation rules in each round of the loop; make it once, above the loop [p99-setup-per-iteration]
    use(OfRules);
    ucol_close(OfRules);
  }
}

//===-- Not flagged -------------------------------------------------------===//

// These come out of a cache.
void cached(int N, const icu::Locale &Here, const icu::UnicodeString &Text) {
  UErrorCode Error{};
  for (int I = 0; I < N; ++I) {
    icu::Collator *Order = icu::Collator::createInstance(Here, Error);
    Order->compare(Text, Text);
    delete Order;
    void *Plain = ucol_open("de", &Error);
    use(Plain);
    ucol_close(Plain);
  }
}

// Another locale each time.
void eachLocale(const icu::Locale (&All)[20], double Value) {
  for (const icu::Locale &Each : All) {
    icu::DateFormat *Date = icu::DateFormat::createDateInstance(1, Each);
    Date->format(Value);
    delete Date;
  }
}

// Another library's name is not ICU's for its number.
void *ubrk_open_file(int);
void *udat_open_x72(int);
void others(int N) {
  for (int I = 0; I < N; ++I) {
    use(ubrk_open_file(1));
    use(udat_open_x72(1));
  }
}
