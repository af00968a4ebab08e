/*
 * The workload of workload.ts in C, for a machine that has a compiler: what the hardware can do.
 *
 *     cc -O3 -march=native -o allocation allocation.c && ./allocation ROWS cumulative|largest_remainder REPEATS
 *
 * Prints the median of the seconds, the peak memory and the checksum as JSON.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { POOLS = 1000 };

static uint32_t state = 3;

static uint32_t draw(void) {
  state += 0x6d2b79f5u;
  uint32_t t = (state ^ (state >> 15)) * (state | 1u);
  t ^= t + (t ^ (t >> 7)) * (t | 61u);
  return t ^ (t >> 14);
}

static size_t rows;
static uint64_t amount[POOLS];
static uint32_t *pool, *weight;
static int64_t *share;

/* What share x of `total` takes of `whole`, rounded half up: in 64 bits where the product fits, else in 128. */
static uint64_t up_to(uint64_t whole, uint64_t x, uint64_t total) {
  unsigned __int128 product = (unsigned __int128)whole * x * 2 + total;
  if ((uint64_t)(product >> 64) == 0) return (uint64_t)product / (2 * total);
  return (uint64_t)(product / (2 * total));
}

static void cumulative(void) {
  static uint64_t total[POOLS], reached[POOLS], given[POOLS];
  memset(total, 0, sizeof total);
  memset(reached, 0, sizeof reached);
  memset(given, 0, sizeof given);
  for (size_t row = 0; row < rows; row++) total[pool[row]] += weight[row];
  for (size_t row = 0; row < rows; row++) {
    uint32_t p = pool[row];
    reached[p] += weight[row];
    uint64_t now = up_to(amount[p], reached[p], total[p]);
    share[row] = (int64_t)(now - given[p]);
    given[p] = now;
  }
}

/* The value that would stand at `place` in order; the values are moved about. */
static uint64_t value_at(uint64_t *values, int64_t count, int64_t place) {
  int64_t first = 0, last = count - 1;
  while (first < last) {
    uint64_t a = values[first], b = values[(first + last) / 2], c = values[last];
    uint64_t small = a < b ? a : b, large = a < b ? b : a, pivot = c < small ? small : c > large ? large : c;
    int64_t low = first, high = last;
    while (low <= high) {
      while (values[low] < pivot) low++;
      while (values[high] > pivot) high--;
      if (low > high) break;
      uint64_t value = values[low];
      values[low++] = values[high];
      values[high--] = value;
    }
    if (place <= high) last = high;
    else if (place >= low) first = low;
    else break;
  }
  return values[place];
}

static void largest_remainder(void) {
  static uint64_t total[POOLS];
  static size_t begin[POOLS + 1], next[POOLS];
  memset(total, 0, sizeof total);
  memset(begin, 0, sizeof begin);
  for (size_t row = 0; row < rows; row++) {
    total[pool[row]] += weight[row];
    begin[pool[row] + 1]++;
  }
  for (int p = 0; p < POOLS; p++) begin[p + 1] += begin[p];
  memcpy(next, begin, sizeof next);
  uint32_t *own = malloc(rows * sizeof *own);
  uint64_t *remainder = malloc(rows * sizeof *remainder), *moved = malloc(rows * sizeof *moved);
  for (size_t row = 0; row < rows; row++) own[next[pool[row]]++] = (uint32_t)row;
  for (int p = 0; p < POOLS; p++) {
    int64_t count = (int64_t)(begin[p + 1] - begin[p]), missing = (int64_t)amount[p];
    if (count == 0) continue;
    uint64_t *of = remainder + begin[p];
    for (int64_t i = 0; i < count; i++) {
      uint32_t row = own[begin[p] + (size_t)i];
      uint64_t product = amount[p] * weight[row];
      share[row] = (int64_t)(product / total[p]);
      of[i] = product % total[p];
      missing -= share[row];
    }
    if (missing == 0) continue;
    memcpy(moved, of, (size_t)count * sizeof *of);
    uint64_t least = value_at(moved, count, count - missing);
    for (int64_t i = 0; i < count; i++) missing -= of[i] > least;
    for (int64_t i = 0; i < count; i++) {
      if (of[i] > least) share[own[begin[p] + (size_t)i]]++;
      else if (of[i] == least && missing > 0) share[own[begin[p] + (size_t)i]]++, missing--;
    }
  }
  free(own);
  free(remainder);
  free(moved);
}

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

int main(int count, char **given) {
  if (count != 4) return 2;
  rows = strtoul(given[1], NULL, 10);
  void (*method)(void) = strcmp(given[2], "cumulative") == 0 ? cumulative : largest_remainder;
  int repeats = atoi(given[3]);
  pool = malloc(rows * sizeof *pool);
  weight = malloc(rows * sizeof *weight);
  share = calloc(rows, sizeof *share);
  double *seconds = calloc((size_t)repeats, sizeof *seconds);
  if (pool == NULL || weight == NULL || share == NULL || seconds == NULL) return 3;
  for (int p = 0; p < POOLS; p++) amount[p] = 1 + draw() % 1000000000u;
  for (size_t row = 0; row < rows; row++) {
    uint32_t a = draw() % POOLS, b = draw() % POOLS;
    pool[row] = a < b ? a : b;
    weight[row] = 1 + draw() % 1000000u;
  }
  for (int i = 0; i < repeats; i++) {
    struct timespec start, end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    method();
    clock_gettime(CLOCK_MONOTONIC, &end);
    seconds[i] = (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) / 1e9;
  }
  qsort(seconds, (size_t)repeats, sizeof *seconds, by_size);
  uint64_t sum = 0;
  for (size_t row = 0; row < rows; row++) sum += (uint64_t)share[row] * (row % 1009 + 1);
  struct rusage used;
  getrusage(RUSAGE_SELF, &used);
  printf("{\"seconds\":%.6f,\"peakMegabytes\":%ld,\"checksum\":\"%llu\"}\n", seconds[repeats / 2], used.ru_maxrss / 1024,
         (unsigned long long)sum);
  return 0;
}
