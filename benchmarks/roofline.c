/* The machine's peak, measured on the spot: independent chains of multiply and add that fill the
   vector units and touch no memory. Compiled twice: with and without fused multiply-add. */
#include <math.h>
#include <stdint.h>

typedef double lanes __attribute__((vector_size(64)));
enum { CHAINS = 12 };

/* Floating-point operations in one turn of `chains`. */
int64_t operations_a_turn(void) { return 2 * CHAINS * (int64_t)(sizeof(lanes) / sizeof(double)); }

double chains(int64_t turns, double factor, double term) {
    lanes sums[CHAINS], by, plus, total;
    for (int k = 0; k < 8; k++) { by[k] = factor; plus[k] = term; total[k] = 0.0; }
    for (int c = 0; c < CHAINS; c++) sums[c] = plus * (double)(c + 1);
    for (int64_t i = 0; i < turns; i++) {
        _Pragma("GCC unroll 12")
        for (int c = 0; c < CHAINS; c++) sums[c] = sums[c] * by + plus;
    }
    for (int c = 0; c < CHAINS; c++) total += sums[c];
    double result = 0.0;
    for (int k = 0; k < 8; k++) result += total[k];
    return result;
}

void exponentials(const double *x, double *out, int64_t count, int64_t turns) {
    for (int64_t t = 0; t < turns; t++) {
        for (int64_t i = 0; i < count; i++) out[i] = exp(x[i]);
        __asm__ volatile("" : : "r"(out) : "memory");
    }
}
