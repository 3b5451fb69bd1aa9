// What tests need of Poco's regular expressions.
#ifndef Foundation_RegularExpression_INCLUDED
#define Foundation_RegularExpression_INCLUDED

#include <string>

namespace Poco {
class RegularExpression {
public:
  RegularExpression(const std::string &pattern, int options = 0,
                    bool study = true);
  ~RegularExpression();
  bool match(const std::string &subject) const;
};
} // namespace Poco

#endif
