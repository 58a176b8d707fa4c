// Counts durations in buckets that are a tenth wider each than the one before, so that percentiles err by less than that.

const LEAST_MS = 0.001;
const WIDTH = 1.1;
const BUCKETS = 220;

export class Histogram {
  #counts = new Uint32Array(BUCKETS);
  count = 0;
  max = 0;
  now = NaN;

  add(ms) {
    this.now = ms;
    this.max = Math.max(this.max, ms);
    this.count++;
    this.#counts[bucketOf(ms)]++;
  }

  percentile(percent) {
    if (!this.count) return NaN;
    let left = Math.ceil((this.count * percent) / 100);
    for (let i = 0; i < BUCKETS; i++) {
      left -= this.#counts[i];
      if (left <= 0) return Math.min(upper(i), this.max);
    }
    return this.max;
  }

  // Returns [upper limit in ms, count] from the first bucket that is not empty to the last.
  buckets() {
    const first = this.#counts.findIndex((count) => count > 0);
    const last = this.#counts.findLastIndex((count) => count > 0);
    return first < 0 ? [] : Array.from(this.#counts.subarray(first, last + 1), (count, i) => [upper(first + i), count]);
  }
}

function bucketOf(ms) {
  return Math.max(0, Math.min(BUCKETS - 1, Math.ceil(Math.log(Math.max(ms, LEAST_MS) / LEAST_MS) / Math.log(WIDTH))));
}

function upper(bucket) {
  return LEAST_MS * WIDTH ** bucket;
}
