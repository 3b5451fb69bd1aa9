#ifndef Foundation_Timespan_INCLUDED
#define Foundation_Timespan_INCLUDED

namespace Poco {
class Timespan {
public:
  Timespan();
  Timespan(long long microseconds);
  Timespan(long seconds, long microseconds);
};
} // namespace Poco

#endif
