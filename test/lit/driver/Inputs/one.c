#include "net.h"
int ask(void) {
  struct pollfd p = {socket(2, 1, 0), 1, 0};
  return poll(&p, 1, -1);
}
