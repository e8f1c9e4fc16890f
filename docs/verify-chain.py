"""Recomputes every public root and seal of Yibo's chain of releases (docs/open-data.md, "The public root").
python3 verify-chain.py https://HOST     from the open API        Exit: 0 all holds, 1 something does not, 2 it could not be read.
python3 verify-chain.py FOLDER           from an exported folder  Add the seal that you noted to see that it is still in the chain."""
import csv, hashlib, json, os, sys, time, urllib.error, urllib.request

def sha(data): return hashlib.sha256(data)
def canonical(value):  # RFC 8785, for texts, whole numbers and names in ASCII
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
def root_of(hashes):  # RFC 6962
    while len(hashes) > 1:
        pairs = [hashes[at:at + 2] for at in range(0, len(hashes), 2)]
        hashes = [sha(b"\1" + b"".join(pair)).digest() if len(pair) == 2 else pair[0] for pair in pairs]
    return (hashes[0] if hashes else sha(b"").digest()).hex()

def ask(path):
    try:
        with urllib.request.urlopen(source + "/api/v1" + path) as answer: return json.load(answer)
    except urllib.error.HTTPError as error:
        if error.code not in (429, 503): raise
        time.sleep(int(error.headers.get("Retry-After", "10")))
        return ask(path)
def pages(path, name):
    after, more = 0, True
    while more:
        page = ask(f"{path}?limit=1000&after={after}")
        yield from page[name]
        after, more = page["next"], page.get("hasMore", page["next"] is not None)
def lines(name):
    with open(os.path.join(source, name), encoding="utf-8") as file: yield from map(json.loads, file)
def releases(): return pages("/releases", "releases") if is_api else lines("public/releases.jsonl")
def rows_of(no): return pages(f"/releases/{no}/rows", "rows") if is_api else lines(f"public/rows-{no}.jsonl")

def fail(words): sys.exit(print("BROKEN " + words) or 1)

def verify():
    seal, sealed, told, rows, in_force, withheld, changed = "", 0, 0, 0, {}, {}, set()
    noted = sys.argv[2] if len(sys.argv) > 2 else None
    for release in releases():
        no, public, leaves = release["position"], release["public"], []
        if public is None: print(f"release {no} and later ones are not sealed yet"); break
        where = f"release {no} of {release['dataset']}"
        for place, one in enumerate(rows_of(no)):
            leaves.append(bytes.fromhex(one["leaf"])); row = one["row"]
            if one["index"] != place: fail(f"{where}: row {place} is missing")
            if row is None:
                if one["closed"] == "ended": withheld[release["dataset"], one["id"]] = where
                if one["closed"] == "field-withheld": changed.add(release["dataset"])
                continue
            if sha(b"\0" + canonical(row)).hexdigest() != one["leaf"]: fail(f"{where}: record {row['id']} (row {place}) is not what was sealed")
            if (row["dataset"], row["version"]["position"]) != (release["dataset"], no): fail(f"{where}: record {row['id']} is of another release")
            if "fields" not in row: withheld.pop((row["dataset"], row["id"]), None)
            in_force.setdefault(row["dataset"], {})[row["id"]] = row.get("fields"); told += 1
        if len(leaves) != public["size"] or root_of(leaves) != public["root"]: fail(f"{where}: its {len(leaves)} rows do not have its root")
        parts = {name: release[name] for name in ("position", "dataset", "sample", "hash", "publishedAt")}
        parts |= {"form": "yibo-public-root/1", "size": public["size"], "root": public["root"], "previous": seal}
        seal = sha(canonical(parts)).hexdigest()
        if public["previous"] != parts["previous"] or public["seal"] != seal: fail(f"{where}: its seal does not fit, or is not behind the one before")
        noted, sealed, rows = None if noted == seal else noted, sealed + 1, rows + len(leaves)
    if noted: fail(f"the seal {noted} is not in this chain")
    for (_, id), where in withheld.items(): fail(f"{where}: record {id} is told no more, and no withdrawal of it was sealed")
    for name in [] if is_api else sorted(set(in_force) - changed): check_file(name, in_force[name])
    print(f"All holds: {sealed} releases, {rows} rows, {told} of them told. The public seal is {seal}")

def check_file(dataset, records):  # a table beside the rows says what the newest rows say
    path = os.path.join(source, "data", dataset + ".csv")
    if not os.path.exists(path): return
    def key(fields): return canonical({name: text for name, text in fields.items() if text and not name.startswith("yibo:")})
    wanted = {key(fields): id for id, fields in records.items() if fields is not None}
    with open(path, encoding="utf-8-sig", newline="") as file:
        for place, fields in enumerate(csv.DictReader(file)):
            if wanted.pop(key(fields), None) is None: fail(f"data/{dataset}.csv: record {place + 1}, {next(iter(fields.values()))}, is not what was sealed")
    if wanted: fail(f"data/{dataset}.csv: record {next(iter(wanted.values()))} is missing")

if __name__ == "__main__":
    if len(sys.argv) < 2: sys.exit(print(__doc__) or 2)
    source, is_api = sys.argv[1].rstrip("/"), sys.argv[1].startswith("http")
    try: verify()
    except (OSError, ValueError, KeyError, TypeError) as error: sys.exit(print(f"COULD NOT READ {source}: {error!r}") or 2)
