#!/usr/bin/env python3
"""Checks draws of the protocol yibo-draw/1 from their files alone. Needs Python 3.9 or newer and nothing else: no package, no network.

    python3 verify-draw.py a.json b.json     one line for each file
    python3 verify-draw.py --json a.json     a list of {file, answer, step, remarks}

It says of each file `holds`, `does not hold: STEP: ...` or `cannot be known: STEP: ...`, and exits with 0 only where every file holds. What is left to
whoever checks stands behind `holds`, in brackets. What is checked in
which step stands in draws.md beside this file; the sections below follow it. It shares no code with the program that draws.
One reading aid: whatever goes wrong inside a step, by an exception of any kind, means that the step does not hold.
"""
import base64
import hashlib
import hmac
import json
import re
import sys
import threading
import unicodedata
from collections import namedtuple
from datetime import datetime, timezone
from functools import lru_cache
from heapq import nsmallest
from math import comb

PROTOCOL = "yibo-draw/1"
# drand's quicknet (https://docs.drand.love): hash of the chain, public key (a point of G2), time of round 1, seconds between rounds.
CHAIN = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"
PUBLIC_KEY = (
    "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451"
    "0d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a")
GENESIS, PERIOD, LEAD = 1692803367, 3, 120
# Numbers that accounts type: in how many ways they must be able to come; how many there may be, and how large.
FEWEST_WAYS, MOST_NUMBERS, LARGEST_NUMBER = 2 ** 50, 1000, 1000000
# What names of accounts are written with, and what in them makes no other account.
ACCOUNT_NAME, ALIKE = "[ -~·（）：\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af]+", str.maketrans("（）：", "():", " ")
# How far the clock of whoever stamped may be behind the bureau's.
STAMP_SKEW = 300
REMARKS = {
    "numbers": "compare the numbers with what was published, or with whoever saw them",
    "weak": "weak proof: codes of the bureau decided, and no beacon",
    "release": "compare the rows with the release that they are said to come from",
    "stamp": "whose time stamp it is, openssl ts -verify says",
}


class Fails(Exception):
    """Something is not what it has to be."""


class Unknown(Exception):
    """Something that is needed is not in the file."""


def need(condition, words):
    if not condition:
        raise Fails(words)


def sha256(data):
    return hashlib.sha256(data).digest()


def hmac256(key, data):
    return hmac.new(key, data, hashlib.sha256).digest()


# ---- JSON in its one form (RFC 8785). Numbers are those of JavaScript: what is whole and below 2^53 is an int here, all else a float.

def whole_or_float(text):
    number = float(text)
    return int(number) if abs(number) < 2 ** 53 and number == int(number) else number


def no_constant(name):
    raise ValueError(name + " is no JSON")


def read_json(data):
    return json.loads(data.decode("utf-8"), parse_int=whole_or_float, parse_float=whole_or_float, parse_constant=no_constant)


def number_text(number):
    """A number as ECMAScript writes it: 0.1, 1e+21, 123456789012345680000."""
    need(number == number and abs(number) != float("inf"), "a number that is none")
    if type(number) is int:
        return str(number)
    sign, digits, exponent = re.fullmatch(r"(-?)([\d.]+)(?:e([+-]\d+))?", repr(number)).groups()
    before, _, after = digits.partition(".")
    point = len(before) + int(exponent or 0)  # the value is 0.DIGITS times ten to the power of `point`
    digits = before + after
    point -= len(digits) - len(digits.lstrip("0"))
    digits = digits.strip("0")
    if len(digits) <= point <= 21:
        return sign + digits + "0" * (point - len(digits))
    if 0 < point <= 21:
        return sign + digits[:point] + "." + digits[point:]
    if -6 < point <= 0:
        return sign + "0." + "0" * -point + digits
    return sign + digits[0] + ("." + digits[1:] if len(digits) > 1 else "") + "e%+d" % (point - 1)


def canonical(value):
    if value is None or value is True or value is False:  # before numbers: in Python, True is an int
        return {None: "null", True: "true", False: "false"}[value]
    if type(value) is str:
        value.encode("utf-8")  # half a character (a lone surrogate) has no bytes: an exception
        return json.dumps(value, ensure_ascii=False)
    if type(value) in (int, float):
        return number_text(value)
    if type(value) in (list, tuple):
        return "[" + ",".join(map(canonical, value)) + "]"
    names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))  # by UTF-16 code units
    return "{" + ",".join(canonical(name) + ":" + canonical(value[name]) for name in names) + "}"


def json_hash(value):
    return sha256(canonical(value).encode("utf-8")).hex()


# ---- BLS12-381: the field, the curve, hashing to it (RFC 9380), the pairing. Slow and plain: a tenth of a second for a round.

P = 0x1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab
R = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001  # how many points the groups have
X = 0xd201000000010000  # the curve's parameter, without its minus


class F2(namedtuple("F2", "a b")):
    """a + b·u with u² = -1. Numbers of the plain field are those with b = 0, so that one code does for both curves."""

    def __add__(self, o):
        return F2((self.a + o.a) % P, (self.b + o.b) % P)

    def __sub__(self, o):
        return F2((self.a - o.a) % P, (self.b - o.b) % P)

    def __neg__(self):
        return F2(-self.a % P, -self.b % P)

    def __mul__(self, o):
        return F2((self.a * o.a - self.b * o.b) % P, (self.a * o.b + self.b * o.a) % P)

    def __truediv__(self, o):
        inverse = pow(o.a * o.a + o.b * o.b, -1, P)
        return self * F2(o.a * inverse % P, -o.b * inverse % P)

    def root(self):
        """A square root, by halves; an exception where there is none."""
        norm = root(self.a * self.a + self.b * self.b)
        half = (self.a + norm) * pow(2, -1, P) % P
        if not is_square(half):
            half = (half - norm) % P
        one = root(half)
        found = F2(one, self.b * pow(2 * one, -1, P) % P) if one else F2(0, root(-self.a))
        need(found * found == self, "no square")
        return found


def is_square(n):
    return pow(n, (P - 1) // 2, P) in (0, 1)


def root(n):
    found = pow(n, (P + 1) // 4, P)  # P mod 4 is 3
    need(found * found % P == n % P, "no square")
    return found


def slope(p, q):
    if p == q:
        return F2(3, 0) * p[0] * p[0] / (p[1] + p[1])
    return (q[1] - p[1]) / (q[0] - p[0])


def add(p, q):
    """The sum of two points; None is the point at infinity. Both curves are y² = x³ + B, and B does not matter here."""
    if p is None or q is None:
        return q if p is None else p
    if p[0] == q[0] and p[1] == -q[1]:
        return None
    m = slope(p, q)
    x = m * m - p[0] - q[0]
    return x, m * (p[0] - x) - p[1]


def times(k, p):
    total = None
    for bit in bin(k)[2:]:
        total = add(total, total)
        if bit == "1":
            total = add(total, p)
    return total


def decompressed(data):
    """A point of G1 (48 bytes) or G2 (96 bytes, the part of u first), as ZCash and drand write it; never infinity, always of the right group."""
    flags = data[0] >> 5
    need(flags & 0b110 == 0b100, "not compressed, or infinity")
    parts = [int.from_bytes(bytes([data[0] & 0x1f]) + data[1:48], "big"), int.from_bytes(data[48:], "big")]
    need(all(part < P for part in parts), "no number of the field")
    x, b = (F2(parts[0], 0), F2(4, 0)) if len(data) == 48 else (F2(parts[1], parts[0]), F2(4, 4))
    y = (x * x * x + b).root()
    need(len(data) == 96 or y.b == 0, "not on the curve")
    larger = y.b > P - y.b if y.b else y.a > P - y.a
    point = (x, y if larger == bool(flags & 1) else -y)
    need(times(R, point) is None, "not in the group")
    return point


# RFC 9380, section 8.8.1 and appendix E.2: the curve isogenous to G1's, and the map of degree 11 back. Coefficients of x^0, x^1, … of two fractions.
ISO_A = 0x144698a3b8e9433d693a02c96d4982b0ea985383ee66a8d8e8981aefd881ac98936f8da0e0f97f5cf428082d584c1d
ISO_B = 0x12e2908d11688030018b12e8753eee3b2016c1f0f24f4070a0b9c14fcef35ef55a23215a316ceaa5d1cc48e98e172be0
DOMAIN = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"


def table(text):
    return [int(line, 16) for line in text.split()]


X_NUM = table("""
11a05f2b1e833340b809101dd99815856b303e88a2d7005ff2627b56cdb4e2c85610c2d5f2e62d6eaeac1662734649b7
17294ed3e943ab2f0588bab22147a81c7c17e75b2f6a8417f565e33c70d1e86b4838f2a6f318c356e834eef1b3cb83bb
0d54005db97678ec1d1048c5d10a9a1bce032473295983e56878e501ec68e25c958c3e3d2a09729fe0179f9dac9edcb0
1778e7166fcc6db74e0609d307e55412d7f5e4656a8dbf25f1b33289f1b330835336e25ce3107193c5b388641d9b6861
0e99726a3199f4436642b4b3e4118e5499db995a1257fb3f086eeb65982fac18985a286f301e77c451154ce9ac8895d9
1630c3250d7313ff01d1201bf7a74ab5db3cb17dd952799b9ed3ab9097e68f90a0870d2dcae73d19cd13c1c66f652983
0d6ed6553fe44d296a3726c38ae652bfb11586264f0f8ce19008e218f9c86b2a8da25128c1052ecaddd7f225a139ed84
17b81e7701abdbe2e8743884d1117e53356de5ab275b4db1a682c62ef0f2753339b7c8f8c8f475af9ccb5618e3f0c88e
080d3cf1f9a78fc47b90b33563be990dc43b756ce79f5574a2c596c928c5d1de4fa295f296b74e956d71986a8497e317
169b1f8e1bcfa7c42e0c37515d138f22dd2ecb803a0c5c99676314baf4bb1b7fa3190b2edc0327797f241067be390c9e
10321da079ce07e272d8ec09d2565b0dfa7dccdde6787f96d50af36003b14866f69b771f8c285decca67df3f1605fb7b
06e08c248e260e70bd1e962381edee3d31d79d7e22c837bc23c0bf1bc24c6b68c24b1b80b64d391fa9c8ba2e8ba2d229""")
X_DEN = table("""
08ca8d548cff19ae18b2e62f4bd3fa6f01d5ef4ba35b48ba9c9588617fc8ac62b558d681be343df8993cf9fa40d21b1c
12561a5deb559c4348b4711298e536367041e8ca0cf0800c0126c2588c48bf5713daa8846cb026e9e5c8276ec82b3bff
0b2962fe57a3225e8137e629bff2991f6f89416f5a718cd1fca64e00b11aceacd6a3d0967c94fedcfcc239ba5cb83e19
03425581a58ae2fec83aafef7c40eb545b08243f16b1655154cca8abc28d6fd04976d5243eecf5c4130de8938dc62cd8
13a8e162022914a80a6f1d5f43e7a07dffdfc759a12062bb8d6b44e833b306da9bd29ba81f35781d539d395b3532a21e
0e7355f8e4e667b955390f7f0506c6e9395735e9ce9cad4d0a43bcef24b8982f7400d24bc4228f11c02df9a29f6304a5
0772caacf16936190f3e0c63e0596721570f5799af53a1894e2e073062aede9cea73b3538f0de06cec2574496ee84a3a
14a7ac2a9d64a8b230b3f5b074cf01996e7f63c21bca68a81996e1cdf9822c580fa5b9489d11e2d311f7d99bbdcc5a5e
0a10ecf6ada54f825e920b3dafc7a3cce07f8d1d7161366b74100da67f39883503826692abba43704776ec3a79a1d641
095fc13ab9e92ad4476d6e3eb3a56680f682b4ee96f7d03776df533978f31c1593174e4b4b7865002d6384d168ecdd0a""")
Y_NUM = table("""
090d97c81ba24ee0259d1f094980dcfa11ad138e48a869522b52af6c956543d3cd0c7aee9b3ba3c2be9845719707bb33
134996a104ee5811d51036d776fb46831223e96c254f383d0f906343eb67ad34d6c56711962fa8bfe097e75a2e41c696
00cc786baa966e66f4a384c86a3b49942552e2d658a31ce2c344be4b91400da7d26d521628b00523b8dfe240c72de1f6
01f86376e8981c217898751ad8746757d42aa7b90eeb791c09e4a3ec03251cf9de405aba9ec61deca6355c77b0e5f4cb
08cc03fdefe0ff135caf4fe2a21529c4195536fbe3ce50b879833fd221351adc2ee7f8dc099040a841b6daecf2e8fedb
16603fca40634b6a2211e11db8f0a6a074a7d0d4afadb7bd76505c3d3ad5544e203f6326c95a807299b23ab13633a5f0
04ab0b9bcfac1bbcb2c977d027796b3ce75bb8ca2be184cb5231413c4d634f3747a87ac2460f415ec961f8855fe9d6f2
0987c8d5333ab86fde9926bd2ca6c674170a05bfe3bdd81ffd038da6c26c842642f64550fedfe935a15e4ca31870fb29
09fc4018bd96684be88c9e221e4da1bb8f3abd16679dc26c1e8b6e6a1f20cabe69d65201c78607a360370e577bdba587
0e1bba7a1186bdb5223abde7ada14a23c42a0ca7915af6fe06985e7ed1e4d43b9b3f7055dd4eba6f2bafaaebca731c30
19713e47937cd1be0dfd0b8f1d43fb93cd2fcbcb6caf493fd1183e416389e61031bf3a5cce3fbafce813711ad011c132
18b46a908f36f6deb918c143fed2edcc523559b8aaf0c2462e6bfe7f911f643249d9cdf41b44d606ce07c8a4d0074d8e
0b182cac101b9399d155096004f53f447aa7b12a3426b08ec02710e807b4633f06c851c1919211f20d4c04f00b971ef8
0245a394ad1eca9b72fc00ae7be315dc757b3b080d4c158013e6632d3c40659cc6cf90ad1c232a6442d9d3f5db980133
05c129645e44cf1102a159f748c4a3fc5e673d81d7e86568d9ab0f5d396a7ce46ba1049b6579afb7866b1e715475224b
15e6be4e990f03ce4ea50b3b42df2eb5cb181d8f84965a3957add4fa95af01b2b665027efec01c7704b456be69c8b604""")
Y_DEN = table("""
16112c4c3a9c98b252181140fad0eae9601a6de578980be6eec3232b5be72e7a07f3688ef60c206d01479253b03663c1
1962d75c2381201e1a0cbd6c43c348b885c84ff731c4d59ca4a10356f453e01f78a4260763529e3532f6102c2e49a03d
058df3306640da276faaae7d6e8eb15778c4855551ae7f310c35a5dd279cd2eca6757cd636f96f891e2538b53dbf67f2
16b7d288798e5395f20d23bf89edb4d1d115c5dbddbcd30e123da489e726af41727364f2c28297ada8d26d98445f5416
0be0e079545f43e4b00cc912f8228ddcc6d19c9f0f69bbb0542eda0fc9dec916a20b15dc0fd2ededda39142311a5001d
08d9e5297186db2d9fb266eaac783182b70152c65550d881c5ecd87b6f0f5a6449f38db9dfa9cce202c6477faaf9b7ac
166007c08a99db2fc3ba8734ace9824b5eecfdfa8d0cf8ef5dd365bc400a0051d5fa9c01a58b1fb93d1a1399126a775c
16a3ef08be3ea7ea03bcddfabba6ff6ee5a4375efa1f4fd7feb34fd206357132b920f5b00801dee460ee415a15812ed9
1866c8ed336c61231a1be54fd1d74cc4f9fb0ce4c6af5920abc5750c4bf39b4852cfe2f7bb9248836b233d9d55535d4a
167a55cda70a6e1cea820597d94a84903216f763e13d87bb5308592e7ea7d4fbc7385ea3d529b35e346ef48bb8913f55
04d2f259eea405bd48f010a01ad2911d9c6dd039bb61a6290e591b36e636a5c871a5c29f4f83060400f8b49cba8f6aa8
0accbb67481d033ff5852c1e48c50c477f94ff8aefce42d28c0f9a88cea7913516f968986f7ebbea9684b529e2561092
0ad6b9514c767fe3c3613144b45f1496543346d98adf02267d5ceef9a00d9b8693000763e3b90ac11e99b138573345cc
02660400eb2e4f3b628bdd0d53cd76f2bf565b94e72927c1cb748df27942480e420517bd8714cc80d1fadc1326ed06f7
0e0fa1d816ddc03e6b24255e0d7819c171c40f65e273b853324efcd6356caa205ca2f570f13497804415473a1d634b8f""")


def expand(message, length):
    """expand_message_xmd with SHA-256 (RFC 9380, section 5.3.1)."""
    domain = DOMAIN + bytes([len(DOMAIN)])
    first = sha256(bytes(64) + message + length.to_bytes(2, "big") + b"\0" + domain)
    blocks = [sha256(first + b"\1" + domain)]
    for nth in range(2, length // 32 + 1):
        blocks.append(sha256(bytes(a ^ b for a, b in zip(first, blocks[-1])) + bytes([nth]) + domain))
    return b"".join(blocks)


def map_to_curve(u):
    """Simplified SWU (section 6.6.2) with Z = 11, then the isogeny."""
    def g(x):
        return (x * x * x + ISO_A * x + ISO_B) % P

    def polynomial(coefficients, x):
        total = 0
        for one in reversed(coefficients):
            total = (total * x + one) % P
        return total

    z = 11 * u * u % P
    t = (z * z + z) % P
    x = -ISO_B * pow(ISO_A, -1, P) * (1 + pow(t, -1, P)) % P if t else ISO_B * pow(11 * ISO_A, -1, P) % P
    if not is_square(g(x)):
        x = z * x % P
    y = root(g(x))
    if y % 2 != u % 2:
        y = -y % P
    x_to = polynomial(X_NUM, x) * pow(polynomial(X_DEN + [1], x), -1, P)
    y_to = y * polynomial(Y_NUM, x) * pow(polynomial(Y_DEN + [1], x), -1, P)
    return F2(x_to % P, 0), F2(y_to % P, 0)


def hash_to_g1(message):
    expanded = expand(message, 128)
    one, other = (int.from_bytes(expanded[at:at + 64], "big") % P for at in (0, 64))
    return times(X + 1, add(map_to_curve(one), map_to_curve(other)))  # times the effective cofactor


def mul12(a, b):
    """The field of the pairing's values: polynomials in w of degree below 12, with w^12 = 2·w^6 - 2. In it u is w^6 - 1."""
    c = [0] * 23
    for i, one in enumerate(a):
        if one:
            for j, other in enumerate(b):
                c[i + j] += one * other
    for i in range(22, 11, -1):
        c[i - 6] += 2 * c[i]
        c[i - 12] -= 2 * c[i]
    return [value % P for value in c[:12]]


def line(m, t, p):
    """The line through t with slope m, both on G2's curve over F2, at the point p of G1; times w³, which the last power makes 1."""
    a, b, y = m * t[0] - t[1], -(m * p[0]), p[1].a
    return [a.a - a.b, 0, b.a - b.b, y, 0, 0, a.b, 0, b.b, 0, 0, 0]


def is_pairing_product_one(pairs):
    """Whether the product of the optimal ate pairings e(p, q) is 1, for points p of G1 and q of G2."""
    value = [1] + [0] * 11
    at = [q for _, q in pairs]
    for bit in bin(X)[3:]:
        value = mul12(value, value)
        for i, (p, q) in enumerate(pairs):
            value = mul12(line(slope(at[i], at[i]), at[i], p), value)
            at[i] = add(at[i], at[i])
            if bit == "1":
                value = mul12(line(slope(at[i], q), at[i], p), value)
                at[i] = add(at[i], q)
    # The last power is (P^12 - 1)/R = (P^6 - 1)·(P^2 + 1)·(P^4 - P^2 + 1)/R. For P^2, w becomes a multiple of itself, by a sixth root of 1.
    sixth = pow(2, (P - 1) // 6, P)
    base = mul12(value, [one * pow(sixth, i, P) for i, one in enumerate(value)])
    power = [1] + [0] * 11
    for bit in bin((P ** 4 - P ** 2 + 1) // R)[2:]:
        power = mul12(power, power)
        if bit == "1":
            power = mul12(base, power)
    return not any(power[1::2])  # P^6 - 1 makes it 1 where it equals its own conjugate, so has no odd part


G2_GENERATOR = bytes.fromhex(
    "93e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e"
    "024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8")


@lru_cache(maxsize=None)
def point_of_g2(data):
    return decompressed(data)


@lru_cache(maxsize=None)
def randomness_of(number, signature):
    """What a round is worth: SHA-256 of its signature; None where the signature is not quicknet's for that round."""
    if not 1 <= number < 2 ** 53:
        return None
    try:
        x, y = decompressed(bytes.fromhex(signature))
    except Exception:
        return None
    hashed = hash_to_g1(sha256(number.to_bytes(8, "big")))
    pairs = [((x, -y), point_of_g2(G2_GENERATOR)), (hashed, point_of_g2(bytes.fromhex(PUBLIC_KEY)))]
    return sha256(bytes.fromhex(signature)).hex() if is_pairing_product_one(pairs) else None


def time_of(number):
    return GENESIS + PERIOD * (number - 1)


def source_of(seal):
    return seal["beacon"].get("source", "quicknet")


def due_of(seal):
    """When the beacon can be had at the earliest; None of codes, which whoever sealed has already."""
    source = source_of(seal)
    return time_of(seal["beacon"]["round"]) if source == "quicknet" else seal["beacon"]["due"] if source == "numbers" else None


# ---- Numbers (dice, lottery) that two accounts type.

def ways_of(shape):
    """In how many ways the numbers can come, each as likely as any other."""
    ways = 1
    for part in shape:
        many = part["to"] - part["from"] + 1
        ways *= many ** part["count"] if part["ordered"] else comb(many, part["count"])
    return ways


def check_numbers(shape, numbers):
    need(len(numbers) == len(shape), "another number of groups than promised")
    for part, own in zip(shape, numbers):
        need(len(own) == part["count"], "a group has %d numbers, not %d" % (len(own), part["count"]))
        need(all(part["from"] <= one <= part["to"] for one in own), "a number outside its range")
        need(part["ordered"] or own == sorted(set(own)), "a set is not told in rising order")


def numbers_that_hold(beacon, entries):
    """Those that two accounts typed alike, each the last that it typed; nothing is typed after that. None before."""
    typed, held = {}, None
    for at, entry in enumerate(entries):
        need(held is None, "more was typed after two accounts had typed the same")
        need(re.fullmatch(ACCOUNT_NAME, entry["by"]) and not can_be_mistaken(entry["by"]), "the name of an account can be mistaken")
        need(entry["at"] >= beacon["due"], "typed before the numbers were due")
        need(at == 0 or entry["at"] >= entries[at - 1]["at"], "typed before the entry before it")
        check_numbers(beacon["shape"], entry["numbers"])
        account = entry["by"].translate(ALIKE).lower()  # capitals, blanks and wide signs make no other account
        typed[account] = entry["numbers"]
        if any(other != account and own == entry["numbers"] for other, own in typed.items()):
            held = entry["numbers"]
    return held


# ---- Time stamps (RFC 3161): what is stamped, and when. Whose stamp it is, `openssl ts -verify` says.

def der(data, at, limit, tag):
    """Where the value that begins here has its content, from and to; it has to be of that tag and end inside."""
    need(at + 2 <= limit and data[at] == tag, "byte %d does not begin a value of tag %d" % (at, tag))
    start, length = at + 2, data[at + 1]
    if length >= 128:
        many = length - 128
        need(1 <= many <= 4 and start + many <= limit, "byte %d says no length" % at)
        length = int.from_bytes(data[start:start + many], "big")
        start += many
    need(start + length <= limit, "the value at byte %d does not end inside what holds it" % at)
    return start, start + length


def der_id(data, at, limit, known):
    start, end = der(data, at, limit, 0x06)
    need(data[start:end].hex() == known, "another kind than a time stamp over SHA-256")
    return end


def read_stamp(data):
    """The hash that is stamped, and when, in seconds since 1970."""
    at, whole = der(data, 0, len(data), 0x30)
    need(whole == len(data), "more than a token")
    at, limit = der(data, der_id(data, at, whole, "2a864886f70d010702"), whole, 0xa0)  # signed data
    at, limit = der(data, at, limit, 0x30)
    at = der(data, der(data, at, limit, 0x02)[1], limit, 0x31)[1]  # version, algorithms
    at, limit = der(data, at, limit, 0x30)
    at, limit = der(data, der_id(data, at, limit, "2a864886f70d0109100104"), limit, 0xa0)  # information of a time stamp
    at, limit = der(data, at, limit, 0x04)
    at, limit = der(data, at, limit, 0x30)
    at = der(data, der(data, at, limit, 0x02)[1], limit, 0x06)[1]  # version, policy
    inner, after = der(data, at, limit, 0x30)
    algorithm, algorithm_end = der(data, inner, after, 0x30)
    der_id(data, algorithm, algorithm_end, "608648016503040201")
    start, end = der(data, algorithm_end, after, 0x04)
    from_, to = der(data, der(data, after, limit, 0x02)[1], limit, 0x18)  # serial number, time
    found = re.fullmatch(rb"(\d{14})(?:\.\d+)?Z", data[from_:min(to, from_ + 40)])
    need(found, "no time of a time stamp")
    moment = datetime.strptime(found.group(1).decode(), "%Y%m%d%H%M%S").replace(tzinfo=timezone.utc)
    return data[start:end].hex(), int(moment.timestamp())


def check_stamp(bundle):
    seal = bundle["seal"]
    imprint, at = read_stamp(base64.b64decode(bundle["stamp"]))
    need(imprint == bundle["seal_hash"], "the time stamp is over " + imprint)
    need("sealed_at" not in seal or at >= seal["sealed_at"] - STAMP_SKEW, "the time stamp is of a moment before the seal")
    before = seal.get("reveal_by") if due_of(seal) is None else due_of(seal)
    need(before is None or at < before, "the time stamp is of a moment when the beacon may have been known")


# ---- Chance: seeds, tickets, whole numbers.

def seal_key(seal, randomness, code):
    salt = code if seal["mode"] == "sealed" else seal["code"]["hash"] if "code" in seal else ""
    return hmac256(bytes.fromhex(salt), bytes.fromhex(randomness + json_hash(seal)))


def seed_for(key, purpose):
    return hmac256(key, (PROTOCOL + "|" + purpose).encode() + b"\1").hex()


def ticket(seed, name):
    digest = sha256((sha256(seed.encode()).hex() + name).encode("utf-8"))
    return "0." + str(int.from_bytes(digest, "big")).zfill(64)[::-1]


def ranked(seed, names):
    return sorted(names, key=lambda name: ticket(seed, name))


def whole_number(seed, label, n):
    need(n >= 1, "nothing to choose from for " + label)
    counter = 0
    while True:
        value = int.from_bytes(sha256(bytes.fromhex(seed) + label.encode("utf-8") + counter.to_bytes(4, "big")), "big")
        if value < 2 ** 256 // n * n:
            return value % n
        counter += 1


def one_of(seed, label, choices):
    return choices[whole_number(seed, label, len(choices))]


# ---- Rules: from the key of a draw to what comes out. `rows` are those of the register, in the order of their ids' bytes.

def in_bytes(text):
    return text.encode("utf-8")


SPACES = "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"


def fact_of(row, fact):
    return str(row.get(fact, "undefined"))


def weight_of(rule, row):
    if "weight" not in rule:
        return None
    product = 1
    for fact in rule["weight"].split("*"):
        fact = fact.strip(SPACES)
        factor = rule[fact][fact_of(row, fact)]
        need(type(factor) is int and factor >= 0, "no weight")
        product *= factor
    need(product <= 10000, "too heavy")
    return product


def smallest(seed, take, rows, rule):
    tickets = []
    for row in rows:
        weight = weight_of(rule, row)
        names = [row["id"]] if weight is None else ["%s#%d" % (row["id"], nth) for nth in range(1, weight + 1)]
        if names:
            tickets.append(min((ticket(seed, name), row["id"], name) for name in names))
    first = nsmallest(take + 1, tickets)
    return {"drawn": [{"id": one, "ticket": own, "of": name} for own, one, name in first[:take]],
            "first_not_drawn": first[take][0] if len(first) > take else None}


def draw_objects(seal, key, rows, people):
    return smallest(seed_for(key, "objects"), seal["take"], rows, seal["rule"])


def draw_strata(seal, key, rows, people):
    fact, rates = seal["strata"]["fact"], seal["strata"]["rates"]
    members = {name: [row for row in rows if row.get(fact) == name] for name in sorted(rates, key=in_bytes)}
    mass = {name: len(own) * rates[name] for name, own in members.items()}
    whole = sum(mass.values())
    need(whole > 0, "no stratum has both objects and a rate")
    places = {name: seal["take"] * own // whole for name, own in mass.items()}
    rest = {name: seal["take"] * own % whole for name, own in mass.items()}
    for name in sorted(rest, key=lambda name: (-rest[name], in_bytes(name)))[:seal["take"] - sum(places.values())]:
        places[name] += 1
    strata = []
    for name, own in members.items():
        need(places[name] <= len(own), "more places than objects")
        need(places[name] or not own or seal["strata"].get("may_be_empty") is True, "objects and no place")
        drawn = smallest(seed_for(key, "objects"), places[name], own, seal["rule"])
        strata.append({"name": name, "size": len(own), "places": places[name], "remainder": "%d/%d" % (rest[name], whole), **drawn})
    return {"strata": strata}


def draw_teams(seal, key, rows, people):
    seed = seed_for(key, "team")
    bureaus = {row["id"]: fact_of(row, "bureau") for row in rows}
    order = ranked(seed, bureaus)
    free, teams, skips = list(order), [], []
    for number in range(1, seal["teams"] + 1):
        team, at = [free.pop(0)], 0
        while len(team) < seal["size"]:
            same = [one for one in team if bureaus[one] == bureaus[free[at]]] if seal["rule"].get("different_bureau") is True else []
            if same:
                skips.append({"team": number, "skipped": free[at], "why": "same-bureau as " + same[0]})
                at += 1
            else:
                team.append(free.pop(at))
        teams.append(team)
    return {"order": [{"id": one, "ticket": ticket(seed, one)} for one in order], "teams": teams, "skips": skips}


def draw_places(seal, key, rows, people):
    need(people is not None, "places are given by the bureaus of people")
    seed, teams, rule = seed_for(key, "place"), seal["teams"], seal["rule"]
    provinces = {row["id"]: fact_of(row, "province") for row in rows}
    bureaus = {row["id"]: fact_of(row, "bureau") for row in people}
    recused = {tuple(pair) for pair in seal["recused"]}
    left = [rule["capacity"] for _ in teams]
    order, assignment, skips = ranked(seed, provinces), [], []

    def why_not(place, team):
        for one in teams[team]:
            if (one, place) in recused:
                return "recused " + one
        for one in teams[team]:
            if rule.get("same_province") is not True and bureaus.get(one) == provinces[place]:
                return "same-province " + one
        return None

    def all_find_room(places, room):
        """Whether each place can have a team: those who sit already move on where they can."""
        sitting = [[] for _ in teams]

        def finds_room(place, tried):
            for team, capacity in enumerate(room):
                if team in tried or why_not(place, team):
                    continue
                tried.add(team)
                if len(sitting[team]) < capacity:
                    sitting[team].append(place)
                    return True
                for at, other in enumerate(sitting[team]):
                    if finds_room(other, tried):
                        sitting[team][at] = place
                        return True
            return False

        return all(finds_room(place, set()) for place in places)

    for at, place in enumerate(order):
        for team in sorted(range(len(teams)), key=lambda team: ticket(seed, "%s|team %d" % (place, team + 1))):
            room = [own - (other == team) for other, own in enumerate(left)]
            why = why_not(place, team) or ("full" if left[team] == 0 else None)
            if why is None and not all_find_room(order[at + 1:], room):
                why = "would leave another place without a team"
            if why is None:
                left = room
                assignment.append({"place": place, "team": team + 1})
                break
            skips.append({"place": place, "team": team + 1, "skipped": why})
        else:
            raise Fails("no team is left for " + place)
    return {"order": order, "assignment": assignment, "skips": skips, "left_capacity": left}


def draw_vehicles(seal, key, rows, people):
    seed, vehicles = seed_for(key, "station"), []
    urn = sum(capacity for _, capacity in seal["stations"])
    need(urn < 2 ** 53, "capacities above 2^53-1 together")
    for vin in (row["id"] for row in rows):
        number = whole_number(seed, "station|" + vin, urn)
        start = 0
        for station, capacity in seal["stations"]:
            start += capacity
            if number < start:
                break
        inspector = one_of(seed, "inspector|" + vin, seal["inspectors"].get(station, []))
        vehicles.append({"vin": vin, "number": number, "station": station, "inspector": inspector})
    return {"vehicles": vehicles}


def draw_on_site(seal, key, rows, people):
    return {"rates": seal["rates"]}


def pair_from(root, may, mate, gone):
    """Makes one pair more with whom `root` is free for, if there is a way (Edmonds): `mate` says with whom each is paired, -1 with nobody."""
    people = range(len(mate))
    before, base, reached, waiting = [-1] * len(mate), list(people), {root}, [root]

    def bases(at):
        """The bases on the way from one back to the root."""
        way = [base[at]]
        while mate[way[-1]] != -1:
            way.append(base[before[mate[way[-1]]]])
        return way

    for here in waiting:  # it grows meanwhile
        for to in people:
            if not may[here][to] or to in gone or base[here] == base[to] or mate[here] == to:
                continue
            if to == root or (mate[to] != -1 and before[mate[to]] != -1):  # a ring of odd length: from now on it is its base
                others, ring = bases(to), set()
                common = next(one for one in bases(here) if one in others)
                for at, beside in ((here, to), (to, here)):
                    while base[at] != common:
                        ring.update((base[at], base[mate[at]]))
                        before[at], beside = beside, mate[at]
                        at = before[mate[at]]
                for one in people:
                    if base[one] in ring:
                        base[one] = common
                        if one not in reached:
                            reached.add(one)
                            waiting.append(one)
            elif before[to] == -1:
                before[to] = here
                if mate[to] == -1:
                    while to != -1:  # every second step of the way back becomes a pair
                        one = before[to]
                        mate[to], mate[one], to = one, to, mate[one]
                    return
                if mate[to] not in reached:
                    reached.add(mate[to])
                    waiting.append(mate[to])


def draw_meat(seal, key, rows, people):
    order = ranked(seed_for(key, "pair"), [row["id"] for row in rows])
    barred = {frozenset(pair) for pair in seal.get("not_again", [])}
    paired = order[:len(order) // 2 * 2]
    may = [[one != other and frozenset((one, other)) not in barred for other in paired] for one in paired]
    mate = [-1] * len(paired)
    for at in range(len(paired)):
        if mate[at] == -1:
            pair_from(at, may, mate, set())
    # Whoever the largest matching leaves over works with somebody again: so few repeats are needed, and no more are allowed.
    allowed, gone, free, pairs = mate.count(-1) // 2, set(), list(range(len(paired))), []
    while free:  # the first in order takes the next with whom the others can still be paired
        first = free[0]
        for other in free[1:]:
            left, rest, out = allowed - (not may[first][other]), list(mate), set(gone)
            if left < 0:
                continue
            for leaving in (first, other):
                beside = rest[leaving]
                out.add(leaving)
                rest[leaving] = -1
                if beside != -1:
                    rest[beside] = -1
                    pair_from(beside, may, rest, out)
            if (rest.count(-1) - len(out)) // 2 <= left:
                break
        pairs.append([paired[first], paired[other]])
        allowed, mate, gone = left, rest, out
        free = [one for one in free[1:] if one != other]
    zones = ranked(seed_for(key, "zone"), seal["rule"]["zones"])
    return {"order": order, "pairs": pairs, "again": [pair for pair in pairs if frozenset(pair) in barred],
            "alone": order[-1] if len(order) % 2 else None,
            "zones": {zone: pairs[at] if at < len(pairs) else [] for at, zone in enumerate(zones)}}


# ---- Form: exactly these fields, each of its shape.

def is_text(value):
    return type(value) is str


def is_whole(value):
    return type(value) is int and value >= 0


def is_digest(value):
    return is_text(value) and re.fullmatch("[0-9a-f]{64}", value, re.ASCII) is not None


def list_of(shape):
    return lambda value: type(value) is list and all(map(shape, value))


def table_of(shape):
    return lambda value: type(value) is dict and all(map(shape, value.values()))


def tuple_of(*shapes):
    return lambda value: type(value) is list and len(value) == len(shapes) and all(shape(one) for shape, one in zip(shapes, value))


def anything(value):
    return True


def fields(**shapes):
    """An object with these fields and no other; those whose name ends in _ may be missing."""
    may = {name.rstrip("_"): shape for name, shape in shapes.items()}
    must = [name for name in shapes if not name.endswith("_")]
    return lambda value: (type(value) is dict and all(name in value for name in must)
                          and all(name in may and may[name](one) for name, one in value.items()))


texts, pair_of_texts = list_of(is_text), tuple_of(is_text, is_text)
register = fields(root=is_digest, size=is_whole, release_=fields(
    dataset=is_text, position=is_whole, hash=is_digest, facts=table_of(is_text), where=table_of(is_text)))

# A kind of draw: told by what its seal holds; its own fields; those that its rule must have; how it is drawn.
KINDS = [
    (lambda seal: type(seal.get("take")) in (int, float) and "strata" not in seal, dict(take=is_whole), {}, draw_objects),
    (lambda seal: type(seal.get("take")) in (int, float), dict(take=is_whole, strata=fields(
        fact=is_text, rates=table_of(is_whole), may_be_empty_=lambda value: type(value) is bool)), {}, draw_strata),
    (lambda seal: type(seal.get("teams")) in (int, float), dict(teams=is_whole, size=is_whole), {}, draw_teams),
    (lambda seal: type(seal.get("teams")) is list, dict(teams=list_of(texts), recused=list_of(pair_of_texts)), dict(capacity=is_whole), draw_places),
    (lambda seal: type(seal.get("stations")) is list,
     dict(stations=list_of(tuple_of(is_text, is_whole)), inspectors=table_of(texts)), {}, draw_vehicles),
    (lambda seal: "rates" in seal, dict(rates=table_of(is_text)), {}, draw_on_site),
    (lambda seal: type(seal["rule"].get("bays")) is list, dict(shift=anything, not_again_=list_of(pair_of_texts)),
     dict(bays=texts, zones=texts, channels=texts), draw_meat),
]


def kind_of(seal):
    return next((kind for kind in KINDS if kind[0](seal)), None)


def is_within(depth, value):
    """Whether lists and objects lie in one another at most so deep."""
    parts = value.values() if type(value) is dict else value if type(value) is list else None
    return parts is None or (depth > 0 and all(is_within(depth - 1, part) for part in parts))


def is_stamp(value):
    """Base64 of what begins as a sequence of DER does, with the byte 30. Whether it is a time stamp, and whose, is for `openssl ts -verify` to say."""
    return is_text(value) and len(value) % 4 == 0 and len(value) <= 100000 and re.fullmatch("M[A-P][A-Za-z0-9+/]*={0,2}", value) is not None


def is_truth(value):
    return type(value) is bool


def is_shape(shape):
    """1 to 100 groups of numbers: 1000 together at most, and as many different ones as there are."""
    part = fields(count=is_whole, **{"from": is_whole}, to=is_whole, ordered=is_truth)
    if not list_of(part)(shape) or not 1 <= len(shape) <= 100:
        return False
    return sum(one["count"] for one in shape) <= MOST_NUMBERS and all(
        one["count"] >= 1 and one["from"] <= one["to"] <= LARGEST_NUMBER
        and (one["ordered"] or one["count"] <= one["to"] - one["from"] + 1) for one in shape)


def some_text(value):
    return is_text(value) and value != ""


def is_sealed_beacon(value):
    if type(value) is not dict or "source" not in value:
        return fields(chain=anything, round=is_whole)(value)
    if value["source"] == "codes":
        return len(value) == 1
    return fields(source=lambda source: source == "numbers", what=some_text, shape=is_shape, due=is_whole)(value)


def check_source(seal):
    """Only frozen meat goes on by codes, and it does not go on by numbers: each arrival would need its own."""
    source, is_meat = source_of(seal), kind_of(seal)[3] is draw_meat
    need(source != "numbers" or not is_meat, "frozen meat waits for rounds or codes, not for numbers")
    need(source != "codes" or (is_meat and seal["mode"] == "sealed" and "code" in seal and "reveal_by" in seal),
         "codes stand in for the beacon of frozen meat only, in a sealed draw with a code and a time to reveal it by")


def check_values(seal, values):
    signature = lambda value: is_text(value) and re.fullmatch("[0-9a-f]{96}", value, re.ASCII) is not None
    shape = {"quicknet": fields(round=is_whole, signature=signature), "codes": lambda value: False,
             "numbers": fields(by=some_text, at=is_whole, numbers=list_of(list_of(is_whole)))}[source_of(seal)]
    need(all(map(shape, values)), "what came of the beacon is not of its shape")
    need(source_of(seal) != "numbers" or len(values) <= 1000, "more than 1000 entries")


def check_form(bundle):
    need(is_within(64, bundle), "lists and objects lie in one another more than 64 deep")
    rows = lambda value: value is None or list_of(lambda row: type(row) is dict and is_text(row.get("id")))(value)
    receipt = lambda value: type(value) is dict and is_digest(value.get("hash")) and is_text(value.get("kind"))
    dictionary = lambda value: type(value) is dict
    need(fields(
        v=lambda value: value == PROTOCOL, seal=dictionary, seal_hash=is_digest, register=rows, people=rows,
        beacon=list_of(dictionary), codes=list_of(is_digest), result=lambda value: value is None or dictionary(value),
        receipts=list_of(receipt), head=is_digest, stamp=lambda value: value is None or is_stamp(value))(bundle), "no bundle of " + PROTOCOL)
    seal = bundle["seal"]
    need(type(seal.get("rule")) is dict, "no rule")
    kind = kind_of(seal)
    need(kind, "a seal of no kind that is known")
    need(fields(
        v=lambda value: value == PROTOCOL, draw=is_text, system=is_text, mode=lambda value: value in ("public", "sealed"), rule=dictionary,
        register=register, people_=register, beacon=is_sealed_beacon, code_=fields(hash=is_digest, steps=is_whole),
        sealed_at_=is_whole, reveal_by_=is_whole, previous=lambda value: value is None or is_digest(value), **kind[1])(seal),
         "a field of the seal is missing, too many, or not of its shape")
    check_source(seal)
    check_values(seal, bundle["beacon"])
    need("reveal_by" not in seal or due_of(seal) is None or seal["reveal_by"] >= due_of(seal), "reveal_by is before the round or the numbers of the seal come")
    need(all(name in seal["rule"] and shape(seal["rule"][name]) for name, shape in kind[2].items()), "the rule is not of its shape")
    canonical(bundle)


# ---- The steps.

def check_seal_hash(bundle):
    need(json_hash(bundle["seal"]) == bundle["seal_hash"], "SHA-256 of the seal is " + json_hash(bundle["seal"]))
    if bundle["stamp"] is not None:
        check_stamp(bundle)


def tree_root(leaves):
    """RFC 6962, section 2.1: pairs from the left, level by level; whoever has nobody beside them goes up as they are."""
    if not leaves:
        return sha256(b"")
    while len(leaves) > 1:
        leaves = [sha256(b"\1" + leaves[at] + leaves[at + 1]) if at + 1 < len(leaves) else leaves[at] for at in range(0, len(leaves), 2)]
    return leaves[0]


def can_be_mistaken(name):
    """Empty, with blanks around it, with what nobody sees, or in another form than NFC."""
    seen = not any(unicodedata.category(one) in ("Cc", "Cf", "Zl", "Zp") for one in name)
    return not (name and seen and name == name.strip(SPACES) == unicodedata.normalize("NFC", name))


def sealed_rows(rows, sealed):
    if rows is None:
        raise Unknown("the rows are not in the file")
    for row in rows:
        need(not can_be_mistaken(row["id"]), "an id that can be mistaken")
        need(all(type(value) in (str, int) for value in row.values()), "a fact that is no text and no whole number")
    rows = sorted(rows, key=lambda row: in_bytes(row["id"]))
    need(len({row["id"] for row in rows}) == len(rows), "an id stands twice in the register")
    root_of_rows = tree_root([sha256(b"\0" + canonical(row).encode("utf-8")) for row in rows]).hex()
    need(root_of_rows == sealed["root"] and len(rows) == sealed["size"], "%d rows with root %s" % (len(rows), root_of_rows))
    return rows


def sealed_people(bundle):
    if "people" in bundle["seal"]:
        return sealed_rows(bundle["people"], bundle["seal"]["people"])
    need(bundle["people"] is None, "people that the seal does not name")
    return None


def round_in(bundle, number):
    return next((randomness_of(one["round"], one["signature"]) for one in bundle["beacon"] if one["round"] == number), None)


def randomness_in(bundle):
    """What the seal waits for, as hexadecimal digits: none of codes, which are the salt."""
    seal = bundle["seal"]
    if source_of(seal) == "quicknet":
        return round_in(bundle, seal["beacon"]["round"])
    if source_of(seal) == "codes":
        return ""
    held = numbers_that_hold(seal["beacon"], bundle["beacon"])
    return None if held is None else json_hash({"v": PROTOCOL, "beacon": seal["beacon"], "numbers": held})


def sealed_randomness(bundle):
    seal = bundle["seal"]
    if source_of(seal) == "numbers":
        need(ways_of(seal["beacon"]["shape"]) >= FEWEST_WAYS, "the numbers can come in fewer than 2^50 ways")
        need("sealed_at" not in seal or seal["beacon"]["due"] >= seal["sealed_at"] + LEAD, "the numbers may have been known")
    if source_of(seal) != "quicknet":
        found = randomness_in(bundle)
        if found is None:
            raise Unknown("no two accounts have typed the same numbers yet")
        if "sealed_at" not in seal:
            raise Unknown("the seal does not say when it was sealed")
        return found
    need(seal["beacon"]["chain"] == CHAIN, "another beacon than quicknet")
    need("sealed_at" not in seal or time_of(seal["beacon"]["round"]) >= seal["sealed_at"] + LEAD, "the round may have been known")
    need(all(randomness_of(one["round"], one["signature"]) for one in bundle["beacon"]), "a signature is not quicknet's")
    if not bundle["beacon"]:
        raise Unknown("round %d is not in the file" % seal["beacon"]["round"])
    found = round_in(bundle, seal["beacon"]["round"])
    need(found, "the file has other rounds than the seal names")
    if "sealed_at" not in seal:
        raise Unknown("the seal does not say when it was sealed: the round may have been known")
    return found


def revealed_code(bundle):
    seal, codes = bundle["seal"], bundle["codes"]
    if seal["mode"] == "public":
        need(not codes, "a public draw reveals no code")
        return None
    need("code" in seal, "a sealed draw without a code")
    need(all(one["kind"] != "void" for one in bundle["receipts"]), "the draw is void")
    if not codes:
        raise Unknown("the code is not revealed")
    need(len(codes) < seal["code"]["steps"], "more codes than the chain has")
    for one, before in zip(codes, [seal["code"]["hash"]] + codes):
        need(sha256(bytes.fromhex(one)).hex() == before, "a code does not lead to the one before")
    return codes[0]


def check_result(bundle, drawn):
    if bundle["result"] is None:
        raise Unknown("no result in the file")
    own = kind_of(bundle["seal"])[3](*drawn)
    for name in own:
        need(name in bundle["result"] and canonical(own[name]) == canonical(bundle["result"][name]), "another result comes out: " + name)
    need(len(own) == len(bundle["result"]), "the result says more than comes out")


def must_say(bundle, drawn, receipt, before):
    """What a receipt has to say: by name. Kinds that only state facts have to say nothing."""
    (seal, key, rows, _), draw, kind, result = drawn, kind_of(bundle["seal"])[3], receipt["kind"], bundle["result"] or {}
    if draw is draw_meat and kind in ("pairs", "zones"):
        return {**({"code": 1} if source_of(seal) == "codes" else {"round": seal["beacon"]["round"]}), kind: result[kind]}
    if draw is draw_meat and kind == "arrival" and source_of(seal) == "codes":
        key = hmac256(code_of(bundle, receipt), bytes.fromhex(before["hash"] if before else bundle["seal_hash"]))
        return {"nonce": seed_for(key, "nonce")[:32]}
    if draw is draw_meat and kind == "drawn":
        need(before and before["kind"] == "arrival", "drawn without an arrival before it")
        if source_of(seal) == "codes":
            seed = seed_for(hmac256(code_of(bundle, before), bytes.fromhex(before["hash"])), "arrival")
            decided = {"code": before["k"] + 1}
        else:
            randomness = round_in(bundle, before["round"])
            if randomness is None:
                raise Unknown("receipt %d hangs on a round that is not in the file" % receipt["n"])
            seed = seed_for(hmac256(b"", bytes.fromhex(randomness + before["hash"])), "arrival")
            decided = {"round": before["round"]}
        zone = one_of(seed, "zone", seal["rule"]["zones"])
        return {"k": before["k"], "container": before["container"], "bay": one_of(seed, "bay", before["free"]), "zone": zone,
                "channel": one_of(seed, "channel", seal["rule"]["channels"]), "pair": result["zones"].get(zone, []), **decided}
    if draw is draw_on_site and kind == "declared":
        seed, rate = seed_for(key, "objects"), seal["rates"][receipt["class"]]
        need(re.fullmatch(r"1(\.0+)?|0(\.[0-9]+)?", rate), "a rate that is no decimal from 0 to 1")
        own = ticket(seed, receipt["id"])
        inspected = rate[0] == "1" or own < (rate if "." in rate else "0.")
        inspector = one_of(seed, "inspector|" + receipt["id"], [row["id"] for row in rows]) if inspected else None
        return {"ticket": own, "inspected": inspected, "inspector": inspector}
    return {}


def code_of(bundle, arrival):
    """The code that decides a container: the first decided pairs and zones."""
    if arrival["k"] >= len(bundle["codes"]):
        raise Unknown("the code of receipt %d is not in the file" % arrival["n"])
    return bytes.fromhex(bundle["codes"][arrival["k"]])


def check_arrival(seal, receipt, came):
    """Containers are counted from 1, each comes once, before its round, to some of the bays that are sealed. `came` holds those before."""
    need(kind_of(seal)[3] is draw_meat, "only frozen meat arrives at bays")
    need(is_whole(receipt.get("arrived")) and texts(receipt.get("free")), "no arrival")
    need(is_text(receipt.get("container")) and is_whole(receipt.get("k")), "no arrival")
    need(source_of(seal) == "codes" or is_whole(receipt.get("round")), "no round of the arrival")
    need(source_of(seal) == "codes" or time_of(receipt["round"]) > receipt["arrived"], "the round was out when the container arrived")
    need(receipt["k"] == len(came) + 1, "arrival %d says another number" % (len(came) + 1))
    need(receipt["container"] not in came, "a container that came before")
    free = receipt["free"]
    need(free and len(set(free)) == len(free) and set(free) <= set(seal["rule"]["bays"]), "free bays are some of those in the rule, each once")


def check_substitute(bundle, drawn, receipt, replaced):
    """A substitute is drawn with the next code, among all who were neither drawn nor substituted, for somebody who has none yet. `replaced`: by whom, by id."""
    (seal, _, rows, _), already = drawn, [one["id"] for one in (bundle["result"] or {}).get("drawn", [])] + list(replaced.values())
    need(is_text(receipt.get("of")) and receipt["of"] in already, "replaces somebody who was not drawn")
    need(receipt["of"] not in replaced, "replaces somebody a second time")
    if len(replaced) + 1 >= len(bundle["codes"]):
        raise Unknown("the code of receipt %d is not in the file" % receipt["n"])
    key = seal_key(seal, randomness_in(bundle), bundle["codes"][len(replaced) + 1])
    others = [row for row in rows if row["id"] not in already]
    found = smallest(seed_for(key, "objects"), 1, others, seal["rule"])["drawn"]
    need(found, "nobody is left who was not drawn")
    return {name: found[0][name] for name in ("id", "ticket")}


def chain_start(bundle):
    """The hash of the seal; of a draw by numbers, that of all that was typed."""
    if source_of(bundle["seal"]) != "numbers":
        return bundle["seal_hash"]
    return json_hash({"seal": bundle["seal_hash"], "entries": bundle["beacon"]})


def check_receipts(bundle, drawn):
    before, last, replaced, came, declared = None, chain_start(bundle), {}, [], set()
    for at, receipt in enumerate(bundle["receipts"]):
        need(type(receipt.get("n")) is int and receipt["n"] == at + 1 and receipt.get("previous") == last, "receipt %d does not follow" % (at + 1))
        need(json_hash({name: value for name, value in receipt.items() if name != "hash"}) == receipt["hash"], "receipt %d has another hash" % (at + 1))
        need(not before or before["kind"] != "arrival" or receipt["kind"] == "drawn", "the container of receipt %d has to be drawn first" % at)
        if receipt["kind"] == "arrival":
            check_arrival(drawn[0], receipt, came)
            came.append(receipt["container"])
        must = must_say(bundle, drawn, receipt, before)
        if receipt["kind"] == "declared" and "inspected" in must:
            need(receipt["id"] not in declared, "declared a second time")
            declared.add(receipt["id"])
        if receipt["kind"] == "substitute":
            must = check_substitute(bundle, drawn, receipt, replaced)
            replaced[receipt["of"]] = must["id"]
        for name, value in must.items():
            need(name in receipt and canonical(receipt[name]) == canonical(value),
                 "receipt %d (%s) says another %s; %s comes out" % (at + 1, receipt["kind"], name, canonical(value)))
        before, last = receipt, receipt["hash"]
    need(bundle["head"] == last, "the last receipt is " + last)


def remarks_on(bundle):
    """What is left to whoever checks a draw that holds."""
    source = source_of(bundle["seal"])
    published = any("release" in bundle["seal"].get(part, {}) for part in ("register", "people"))
    return ((["numbers"] if source == "numbers" else ["weak"] if source == "codes" else [])
            + (["release"] if published else []) + ([] if bundle["stamp"] is None else ["stamp"]))


def verify(path):
    """The answer, the step that decides (None where all hold), words, and remarks. The first step that does not hold decides, else the first that cannot be known."""
    doubts = []

    def step(name, look, *given):
        try:
            return look(*given)
        except Unknown as doubt:
            doubts.append(("cannot be known", name, str(doubt)))
            return None
        except Exception as error:  # whatever it is: nothing that a file holds ends the program
            raise Fails(name, str(error) or type(error).__name__) from None

    try:
        data = read_file(path)
    except OSError as error:
        return "cannot be known", "form", "the file cannot be read: " + str(error), []
    try:
        bundle = step("form", read_json, data)
        step("form", check_form, bundle)
        step("seal-hash", check_seal_hash, bundle)
        rows = step("register", lambda: sealed_rows(bundle["register"], bundle["seal"]["register"]))
        people = step("people", sealed_people, bundle)
        randomness = step("beacon", sealed_randomness, bundle)
        code = step("code", revealed_code, bundle)
        if not doubts:
            drawn = (bundle["seal"], seal_key(bundle["seal"], randomness, code), rows, people)
            step("result", check_result, bundle, drawn)
            step("receipts", check_receipts, bundle, drawn)
    except Fails as failure:
        return ("does not hold",) + failure.args + ([],)
    if doubts:
        return doubts[0] + ([],)
    remarks = remarks_on(bundle)
    return "holds", None, "; ".join(REMARKS[one] for one in remarks), remarks


def read_file(path):
    if path == "-":
        return sys.stdin.buffer.read()
    with open(path, "rb") as file:
        return file.read()


def main(arguments):
    paths = [one for one in arguments if one != "--json"]
    if not paths or any(one.startswith("--") for one in paths):
        print(__doc__)
        return 2
    answers = [(path,) + verify(path) for path in paths]
    if "--json" in arguments:
        print(json.dumps([{"file": path, "answer": answer, "step": step, "remarks": remarks} for path, answer, step, _, remarks in answers], indent=2))
    else:
        for path, answer, step, words, _ in answers:
            said = "%s: %s: %s" % (answer, step, words) if step else "%s (%s)" % (answer, words) if words else answer
            shown = said if len(paths) == 1 else path + ": " + said
            print(shown.encode("ascii", "backslashreplace").decode() if sys.stdout.encoding is None else
                  shown.encode(sys.stdout.encoding, "backslashreplace").decode(sys.stdout.encoding))
    return 0 if all(answer == "holds" for _, answer, *_ in answers) else 1


if __name__ == "__main__":
    if sys.version_info < (3, 9):
        sys.exit("Python 3.9 or newer is needed: an older one would find fault with what holds.")
    # A thread with a large stack: files may be nested deeply, and pairs are sought by as many steps as there are people.
    sys.setrecursionlimit(20000)
    threading.stack_size(256 * 1024 * 1024)
    codes = []
    worker = threading.Thread(target=lambda: codes.append(main(sys.argv[1:])))
    worker.start()
    worker.join()
    sys.exit(codes[0] if codes else 1)
