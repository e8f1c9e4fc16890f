"""Recomputes every public root and seal of Yibo's chain of releases (docs/open-data.md, "The public root").
python3 verify-chain.py https://HOST     from the open API        Add the seal that you noted to see that it is still in the chain.
python3 verify-chain.py FOLDER           from an exported folder, or a mirror
Exit: 0 all holds, 1 something does not, 2 it could not be read, 3 what could be compared holds, and not all could."""
import hashlib, json, os, re, sys, time, urllib.error, urllib.request

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
def texts(name):
    with open(os.path.join(source, name), encoding="utf-8", newline="\n") as file:
        for text in file: yield text.removesuffix("\n")
def lines(name): return map(json.loads, texts(name))
def releases(): return pages("/releases", "releases") if is_api else lines("public/releases.jsonl")
def rows_of(no): return pages(f"/releases/{no}/rows", "rows") if is_api else lines(f"public/rows-{no}.jsonl")

def fail(words): sys.exit(print("BROKEN " + words) or 1)

def verify():
    seal, sealed, told, rows = "", 0, 0, 0
    in_force, ways, ended, gaps, unsealed = {}, {}, {}, {}, {}
    noted = sys.argv[2] if len(sys.argv) > 2 else None
    for release in releases():
        no, dataset, public, leaves = release["position"], release["dataset"], release["public"], []
        where, records, way = f"release {no} of {dataset}", in_force.setdefault(dataset, {}), set()
        ids = set()  # an id is in a release once
        if public is None:
            unsealed[dataset] = f"release {no} is not sealed yet"
            continue
        if unsealed: fail(f"{where} is sealed, and one before it is not")
        for place, one in enumerate(rows_of(no)):
            leaves.append(bytes.fromhex(one["leaf"])); row = one["row"]
            id = one.get("id") if row is None else row["id"]
            if one["index"] != place: fail(f"{where}: row {place} is missing")
            if id is not None and id in ids: fail(f"{where}: record {id} is in it twice")
            ids.add(id)
            if row is None:
                closed = one.get("closed")
                way.add(closed)
                if closed not in ("ended", "field-withheld", "lookup-only"): fail(f"{where}: row {place} is closed without a reason that is known")
                if closed != "lookup-only" and not isinstance(id, str): fail(f"{where}: row {place} is closed, and its record is not named")
                if closed == "ended": ended[dataset, id] = where
                if closed == "field-withheld": records[id] = None  # in force, and what it says cannot be compared
                continue
            if sha(b"\0" + canonical(row)).hexdigest() != one["leaf"]: fail(f"{where}: record {id} (row {place}) is not what was sealed")
            if (row["dataset"], row["version"]["position"]) != (dataset, no): fail(f"{where}: record {id} is of another release")
            told += 1
            way.add("told" if "fields" in row else "end")
            if "fields" in row: records[id] = (row["fields"], row["sample"])
            else: records.pop(id, None), ended.pop((dataset, id), None)
        if len(leaves) != public["size"] or root_of(leaves) != public["root"]: fail(f"{where}: its {len(leaves)} rows do not have its root")
        if {"told", "field-withheld"} <= way: fail(f"{where}: a field is withheld in some of its rows, and not in all")
        ways[dataset] = ways.get(dataset, set()) | way
        if "lookup-only" in ways[dataset] and len(ways[dataset]) > 1: fail(f"{where}: lookup-only are all rows of a dataset, or none")
        parts = {name: release[name] for name in ("position", "dataset", "sample", "hash", "publishedAt")}
        parts |= {"form": "yibo-public-root/1", "size": public["size"], "root": public["root"], "previous": seal}
        seal = sha(canonical(parts)).hexdigest()
        if public["previous"] != parts["previous"] or public["seal"] != seal: fail(f"{where}: its seal does not fit, or is not behind the one before")
        noted, sealed, rows = None if noted == seal else noted, sealed + 1, rows + len(leaves)
    if noted: fail(f"the seal {noted} is not in this chain")
    for (_, id), where in ended.items(): fail(f"{where}: record {id} is told no more, and no withdrawal of it was sealed")
    closed = sorted(name for name in ways if "lookup-only" in ways[name])
    for dataset, records in in_force.items():
        hidden = sum(1 for one in records.values() if one is None)
        if hidden: gaps[dataset] = f"{hidden} records were sealed with a field that is no longer public"
    for file in tables():
        dataset = file[len("data/"):file.rindex(".")]
        if dataset in closed: fail(f"{file}: {dataset} is lookup-only, and has no table")
        if dataset not in unsealed: check(file, in_force.get(dataset, {}))
    gaps |= unsealed | ({} if sealed else {"the chain": "no release is sealed"})
    for name, why in sorted(gaps.items()): print(f"not compared: {name} ({why})")
    print(f"{'Not all could be compared' if gaps else 'All holds'}: {sealed} releases, {rows} rows, {told} of them told. The public seal is {seal or 'none'}")
    others = "whatever else this service shows, its pages too" if is_api else "whatever else is in this folder, pages and photographs too"
    print("Not checked: " + "; ".join([f"what {name} says (lookup-only)" for name in closed] + [others]))
    return 3 if gaps else 0

def tables():
    names = [] if is_api or not os.path.isdir(os.path.join(source, "data")) else os.listdir(os.path.join(source, "data"))
    return ["data/" + name for name in sorted(names) if name.endswith((".csv", ".jsonl"))]

def check(file, records):  # a table beside the rows says what the newest rows say
    def key(fields, is_sample): return canonical([{name: text for name, text in fields.items() if text != ""}, is_sample])
    wanted, strays, hidden = {}, [], 0
    for id, one in records.items():
        if one is None: hidden += 1
        else: wanted.setdefault(key(*one), []).append(id)
    for place, fields in enumerate(rows_in(file)):
        sample, which = fields.pop("yibo:sample", ""), f"record {place + 1}, {next(iter(fields.values()), '')},"
        for name in fields:
            if name.startswith("yibo:"): fail(f"{file}: nobody knows a column {name}")
        if sample is not True and sample not in ("", "示例"): fail(f"{file}: {which} has a yibo:sample that nobody knows")
        same = wanted.get(key(fields, sample != ""))
        if same: same.pop()
        else: strays.append(which)
    if strays and not hidden: fail(f"{file}: {strays[0]} is not what was sealed")
    for ids in wanted.values():
        if ids: fail(f"{file}: record {ids[0]} is missing, or is not what was sealed")
    if len(strays) != hidden: fail(f"{file}: of {hidden} records that are not told it has {len(strays)}")

CELL = re.compile(r'(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r?\n)')  # CSV, RFC 4180
def rows_in(file):  # the rows of a table, each as texts by the names of its columns
    if file.endswith(".jsonl"):
        for place, text in enumerate(texts(file)):
            row = json.loads(text)
            if json.dumps(row, ensure_ascii=False, separators=(",", ":")) != text: fail(f"{file}: record {place + 1} is not in the form that is exported, or has a name twice")
            yield row
        return
    with open(os.path.join(source, file), encoding="utf-8-sig", newline="") as table: text = table.read()
    all_rows, at = [[]], 0
    while at < len(text):
        cell = CELL.match(text, at)
        if not cell: fail(f"{file}: record {len(all_rows) - 1} is not CSV, or has no end")
        all_rows[-1].append(cell[2] if cell[1] is None else cell[1].replace('""', '"'))
        if cell[3] != ",": all_rows.append([])
        at = cell.end()
    head, *rows = all_rows[:-1] or [[]]
    if all_rows[-1]: fail(f"{file}: record {len(all_rows) - 1} is not CSV, or has no end")
    for name in head:
        if head.count(name) > 1: fail(f"{file}: its header has {name} twice")
    for place, row in enumerate(rows):
        if len(row) != len(head): fail(f"{file}: record {place + 1} has {len(row)} cells, and its header {len(head)}")
        yield dict(zip(head, row))

if __name__ == "__main__":
    if len(sys.argv) < 2: sys.exit(print(__doc__) or 2)
    source, is_api = sys.argv[1].rstrip("/"), sys.argv[1].startswith("http")
    try: sys.exit(verify())
    except Exception as error: sys.exit(print(f"COULD NOT READ {source}: {error!r}") or 2)
