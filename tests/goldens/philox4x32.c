/* Made philox4x32.json: Debian 12, librandom123-dev 1.14.0+dfsg-4, gcc 12.2.0, 2026-11-21
 *   gcc -O2 philox4x32.c -o philox4x32 && ./philox4x32 > philox4x32.json  */
#include <Random123/philox.h>
#include <stdio.h>
int main(void) {
  unsigned seeds[8][6] = {
    {0,0,0,0,0,0}, {~0u,~0u,~0u,~0u,~0u,~0u},
    {0x243f6a88,0x85a308d3,0x13198a2e,0x03707344,0xa4093822,0x299f31d0},
    {1,0,0,0,0,0}, {0,0,0,1,0,0}, {0,0,0,0,1,0}, {65535,65536,65535,65536,7,9},
    {0x80000000,0x7fffffff,0x80000001,5,0xffffffff,0x80000000}};
  printf("[");
  for (int i = 0; i < 8; i++) {
    unsigned *s = seeds[i];
    philox4x32_ctr_t c = {{s[0],s[1],s[2],s[3]}}; philox4x32_key_t k = {{s[4],s[5]}};
    philox4x32_ctr_t r = philox4x32(c, k);
    printf("%s\n  {\"counter\": [%u, %u, %u, %u], \"key\": [%u, %u], \"output\": [%u, %u, %u, %u]}",
      i ? "," : "", s[0],s[1],s[2],s[3],s[4],s[5], r.v[0],r.v[1],r.v[2],r.v[3]);
  }
  printf("\n]\n");
}
