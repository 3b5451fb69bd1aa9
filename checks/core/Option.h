// Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One declaration per option of a check: it reads, stores and documents it.
//
//   Option<unsigned> MinTripCount{*this, "MinTripCount", 4,
//                                 "Loops proven shorter are ignored."};
//
// Types: bool, integers, std::string, std::vector<std::string> (written as
// "a;b;c") and enums with a clang::tidy::OptionEnumMapping. A value that does
// not parse is reported by clang-tidy as a configuration warning, and the
// default is used.

#ifndef P99_CORE_OPTION_H
#define P99_CORE_OPTION_H

#include "clang-tidy/utils/OptionsUtils.h"
#include "core/Check.h"
#include "llvm/ADT/StringExtras.h"

namespace p99 {

template <typename T> class Option final : OptionBase {
public:
  Option(Check &Owner, llvm::StringLiteral Name, T Default,
         llvm::StringLiteral Doc)
      : OptionBase(Owner, Name, Doc), Default(std::move(Default)),
        Value(read(Owner.Options)) {}

  const T &operator*() const { return Value; }
  const T *operator->() const { return &Value; }

private:
  using View = clang::tidy::ClangTidyCheck::OptionsView;
  using Map = clang::tidy::ClangTidyOptions::OptionMap;
  static constexpr bool IsList = std::is_same_v<T, std::vector<std::string>>;
  static constexpr bool IsText = std::is_same_v<T, std::string>;

  T read(const View &Options) const {
    if constexpr (IsList) {
      std::optional<llvm::StringRef> Text = Options.get(name());
      if (!Text)
        return Default;
      T List;
      for (llvm::StringRef Item :
           clang::tidy::utils::options::parseStringList(*Text))
        List.push_back(Item.str());
      return List;
    } else if constexpr (IsText) {
      return Options.get(name(), Default).str();
    } else {
      return Options.get(name(), Default);
    }
  }

  void store(const View &Options, Map &Into) const override {
    if constexpr (IsList)
      Options.store(Into, name(), llvm::join(Value, ";"));
    else
      Options.store(Into, name(), Value);
  }

  std::string defaultText() const override {
    if constexpr (IsList)
      return llvm::join(Default, ";");
    else if constexpr (IsText)
      return Default;
    else if constexpr (std::is_same_v<T, bool>)
      return Default ? "true" : "false";
    else if constexpr (std::is_enum_v<T>) {
      for (const auto &[Enumerator, Spelling] :
           clang::tidy::OptionEnumMapping<T>::getEnumMapping())
        if (Enumerator == Default)
          return Spelling.str();
      return "";
    } else
      return std::to_string(Default);
  }

  T Default;
  T Value;
};

} // namespace p99

#endif
