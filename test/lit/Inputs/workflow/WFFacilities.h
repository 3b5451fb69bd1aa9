// What tests need of the helpers of workflow.
#ifndef _WFFACILITIES_H_
#define _WFFACILITIES_H_

class WFFacilities {
public:
  static void usleep(unsigned int microseconds);
};

#endif
