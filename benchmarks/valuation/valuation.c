/*
 * The workload of workload.ts in C, for a machine that has a compiler: what the hardware can do.
 *
 *     cc -O3 -march=native -o valuation valuation.c && ./valuation MOVEMENTS fifo|moving_average 7|2 REPEATS
 *
 * State by item, movements as they come, the engine's rounding (big-int.ts says which). Prints the median of the seconds, the peak
 * memory and the checksum as JSON.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { ITEMS = 10000, NONE = -1 };

static uint32_t state = 2;

static uint32_t draw(void) {
  state += 0x6d2b79f5u;
  uint32_t t = (state ^ (state >> 15)) * (state | 1u);
  t ^= t + (t ^ (t >> 7)) * (t | 61u);
  return t ^ (t >> 14);
}

static long rows;
static int elements;
static int32_t *item;
static uint8_t *is_receipt;
static int64_t *quantity, *amount, *issued;

/* R(amount · taken / whole): nothing is negative here; in 64 bits where the product fits. */
static inline int64_t up_to(int64_t of, int64_t taken, int64_t whole) {
  unsigned __int128 product = (unsigned __int128)(uint64_t)of * (uint64_t)taken * 2 + (uint64_t)whole;
  if ((uint64_t)(product >> 64) == 0) return (int64_t)((uint64_t)product / (2 * (uint64_t)whole));
  return (int64_t)(product / (2 * (uint64_t)whole));
}

static void fifo(void) {
  static int32_t oldest[ITEMS], youngest[ITEMS];
  int32_t *next = malloc((size_t)rows * sizeof *next);
  int64_t *taken = calloc((size_t)rows, sizeof *taken);
  int64_t *given = calloc((size_t)(rows * elements), sizeof *given);
  memset(oldest, 0xff, sizeof oldest);
  memset(issued, 0, (size_t)(rows * elements) * sizeof *issued);
  for (long row = 0; row < rows; row++) {
    int32_t of = item[row];
    if (is_receipt[row]) {
      if (oldest[of] == NONE) oldest[of] = (int32_t)row;
      else next[youngest[of]] = (int32_t)row;
      youngest[of] = (int32_t)row;
      next[row] = NONE;
      continue;
    }
    for (int64_t missing = quantity[row]; missing > 0;) {
      int32_t layer = oldest[of];
      int64_t left = quantity[layer] - taken[layer];
      int64_t part = missing < left ? missing : left;
      taken[layer] += part;
      missing -= part;
      for (int e = 0; e < elements; e++) {
        long at = (long)layer * elements + e;
        int64_t now = up_to(amount[at], taken[layer], quantity[layer]);
        issued[row * elements + e] += now - given[at];
        given[at] = now;
      }
      if (part == left) oldest[of] = next[layer];
    }
  }
  free(next);
  free(taken);
  free(given);
}

static void moving_average(void) {
  static int64_t received[ITEMS], taken[ITEMS], held[ITEMS * 4], given[ITEMS * 4];
  memset(received, 0, sizeof received);
  memset(taken, 0, sizeof taken);
  memset(held, 0, sizeof held);
  memset(given, 0, sizeof given);
  memset(issued, 0, (size_t)(rows * elements) * sizeof *issued);
  for (long row = 0; row < rows; row++) {
    int32_t of = item[row];
    if (is_receipt[row]) {
      received[of] += quantity[row] - taken[of];
      taken[of] = 0;
    } else taken[of] += quantity[row];
    for (int e = 0; e < elements; e++) {
      long at = (long)of * elements + e;
      if (is_receipt[row]) {
        held[at] += amount[row * elements + e] - given[at];
        given[at] = 0;
      } else {
        int64_t now = up_to(held[at], taken[of], received[of]);
        issued[row * elements + e] = now - given[at];
        given[at] = now;
      }
    }
  }
}

static void make(int scale) {
  static int64_t base[ITEMS], on_hand[ITEMS];
  for (int i = 0; i < ITEMS; i++) base[i] = 10000 + draw() % 990000;
  for (long row = 0; row < rows; row++) {
    int32_t of = (int32_t)(draw() % ITEMS);
    uint32_t turn = draw() % 100;
    item[row] = of;
    is_receipt[row] = turn < 40 || on_hand[of] == 0;
    if (is_receipt[row]) {
      int64_t received = 1 + draw() % 100000;
      int64_t price = base[of] * (9000 + draw() % 2001) / 10000;
      quantity[row] = received;
      on_hand[of] += received;
      if (scale == 7) amount[row] = received * price;
      else for (int e = 0; e < 4; e++) amount[row * 4 + e] = (2 * received * price * (4 - e) + 1000000) / 2000000;
    } else {
      int64_t want = 1 + draw() % 72000;
      quantity[row] = want < on_hand[of] ? want : on_hand[of];
      on_hand[of] -= quantity[row];
    }
  }
}

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

int main(int count, char **given) {
  if (count != 5) return 2;
  rows = atol(given[1]);
  void (*method)(void) = strcmp(given[2], "fifo") == 0 ? fifo : moving_average;
  int scale = atoi(given[3]), repeats = atoi(given[4]);
  elements = scale == 7 ? 1 : 4;
  item = malloc((size_t)rows * sizeof *item);
  is_receipt = malloc((size_t)rows);
  quantity = malloc((size_t)rows * sizeof *quantity);
  amount = calloc((size_t)(rows * elements), sizeof *amount);
  issued = calloc((size_t)(rows * elements), sizeof *issued);
  double *seconds = calloc((size_t)repeats, sizeof *seconds);
  make(scale);
  for (int i = 0; i < repeats; i++) {
    struct timespec start, end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    method();
    clock_gettime(CLOCK_MONOTONIC, &end);
    seconds[i] = (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) / 1e9;
  }
  qsort(seconds, (size_t)repeats, sizeof *seconds, by_size);
  uint64_t sum = 0;
  for (long row = 0; row < rows; row++) {
    if (is_receipt[row]) continue;
    uint64_t value = 0;
    for (int e = 0; e < elements; e++) value += (uint64_t)issued[row * elements + e];
    sum += value * (uint64_t)(row % 1009 + 1);
  }
  struct rusage used;
  getrusage(RUSAGE_SELF, &used);
  printf("{\"seconds\":%.6f,\"peakMegabytes\":%ld,\"checksum\":\"%llu\"}\n", seconds[repeats / 2], used.ru_maxrss / 1024,
         (unsigned long long)sum);
  return 0;
}
