"""The tables of the measurements. Run by itself on a folder, it writes them, and
the plots, again from the results that are there."""

import json
import pathlib
import statistics
import sys

import cases
import measure

OWN, OWN_TWO = "rint, 1 thread", "rint, 2 threads"
FRESH = tuple(f"{own}, fresh output" for own in (OWN, OWN_TWO))
PEERS = ("NumPy", "NumPy into an output", "PyTorch", "PyTorch into an output",
         "torch.compile", "JAX", "IREE", "ONNX Runtime")
# These make a new output in each call.
FRESH_PEERS = ("NumPy", "PyTorch")

HOW_TO_READ = """\
The times are medians. The columns behind them say how many times as long as rint
with one thread the others take: more than 1 means that rint is faster. memcpy
moves the same bytes; with two figures, the second is for rint with two threads.
The limit is what one thread needs to copy all the bytes, streamed or not, or to
fill the output, whatever takes longer; 100 % means that rint is as fast. rint
writes to memory that it has had before, but under "fresh output", where each call
pays for new pages: two figures, for one thread and for two, and those in brackets
compare them. The checks are on.
"""

NOISE_NOTE = f"""\
†: other programs kept more than {measure.MOST_NOISE} cores busy meanwhile, on average;
such figures are not to be trusted.
"""

CHECKS_NOTE = """\
The same functions without checks, call beside call: the median of the ratios. The
two are compiled apart, and where the compiler happens to place a loop is part of
the difference, up or down.
"""


def median(result, name):
    entry = result["seconds"].get(name)
    return entry["median"] if entry else None


def limit(result):
    copies = median(result, "memcpy"), median(result, "streamed copy")
    return max(min(copies), median(result, "fill"))


def speed(result, name=OWN):
    """GB/s written."""
    seconds = median(result, name)
    return result["bytes_written"] / seconds / 1e9 if seconds else None


def show_time(seconds):
    if seconds is None:
        return "-"
    for unit, scale in (("ns", 1e9), ("us", 1e6), ("ms", 1e3)):
        if seconds * scale < 999.5:
            return f"{seconds * scale:.3g} {unit}"
    return f"{seconds:.3g} s"


def show_ratio(value):
    return f"{value:.2f}" if value < 9.995 else f"{value:.0f}"


def ratio(result, other, own=OWN):
    ours, theirs = median(result, own), median(result, other)
    return theirs / ours if ours and theirs else None


def ratios(result, other, *owns):
    found = [ratio(result, other, own) for own in owns]
    return [show_ratio(r) for r in found if r is not None]


def is_noisy(result):
    return result["noise"] > measure.MOST_NOISE


def name_of(result):
    return result["case"] + " †" * is_noisy(result)


def line(result):
    """One case, while it goes on."""
    parts = [f"{name} {show_ratio(ratio(result, name))}"
             for name in ("memcpy", *PEERS) if ratio(result, name)]
    checks = f", checks {result['checks']:+.1%}" if "checks" in result else ""
    noise = f" (disturbed: {result['noise']:.2f} cores)" if is_noisy(result) else ""
    return (f"{result['case']} {result['size']}: {show_time(median(result, OWN))}, "
            f"{speed(result):.1f} GB/s{checks}; times as fast as "
            f"{', '.join(parts)}{noise}")


def heading(document):
    machine = document["machine"]
    versions = ", ".join(f"{k} {v}" for k, v in document["versions"].items())
    return (f"{machine['processor']}, {machine['cores']} cores, "
            f"{machine['vectors']}, {machine['system']}, {machine['date']}. "
            f"{versions}.")


def table(header, rows):
    """Without the columns that hold nothing."""
    kept = [i for i in range(len(header))
            if i == 0 or any(row[i] not in ("", "-") for row in rows)]
    lines = [[header[i] for i in kept], ["---"] * len(kept),
             *([row[i] or "-" for i in kept] for row in rows)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines) + "\n"


def times_row(result):
    is_large = result["bytes_written"] >= 1 << 14
    cells = [name_of(result), show_time(median(result, OWN)),
             show_time(median(result, OWN_TWO)),
             ", ".join(show_time(t) for t in (median(result, name)
                                              for name in FRESH) if t),
             f"{speed(result):.1f}" if is_large else "",
             f"{limit(result) / median(result, OWN):.0%}" if is_large else "",
             ", ".join(ratios(result, "memcpy", OWN, OWN_TWO)) if is_large else ""]
    for peer in PEERS:
        figures = ratios(result, peer, OWN)
        if peer in FRESH_PEERS:
            fresh = ", ".join(ratios(result, peer, *FRESH))
            figures += [f"({fresh})"] * bool(fresh)
        cells.append(" ".join(figures))
    return cells


def times_tables(results):
    header = ["case", "1 thread", "2 threads", "fresh output", "GB/s written",
              "of the limit", "memcpy", *PEERS]
    for size in dict.fromkeys(r["size"] for r in results):
        yield f"## {size}\n"
        of_size = [r for r in results if r["size"] == size]
        for group in dict.fromkeys(r["group"] for r in of_size):
            yield f"### {size}, {group}\n"
            yield table(header, [times_row(r) for r in of_size
                                 if r["group"] == group])


def overview(results):
    """By size, the least, the middle and the largest ratio to each peer."""
    sizes = list(dict.fromkeys(r["size"] for r in results))
    rows = []
    for other in ("memcpy", *PEERS):
        cells = [other]
        for size in sizes:
            found = sorted(filter(None, (ratio(r, other) for r in results
                                         if r["size"] == size)))
            cells.append(" / ".join(map(show_ratio, (
                found[0], statistics.median(found), found[-1]))) if found else "")
        if any(cells[1:]):
            rows.append(cells)
    return table(["times as long as rint: least / median / most", *sizes], rows)


def lost(results):
    """Where a peer, which may use all cores, was faster than rint."""
    found = []
    for result in results:
        best = min((OWN, OWN_TWO), key=lambda name: median(result, name))
        found += [f"- {name_of(result)}, {result['size']}: {peer} "
                  f"{show_ratio(ratio(result, peer, best))}\n" for peer in PEERS
                  if (ratio(result, peer, best) or 1) < 1]
    if not found:
        return "No peer was faster than rint in any case.\n"
    return ("Peers were faster than rint with one or two threads, whichever took "
            "less time, in:\n\n" + "".join(found))


def checks_table(results):
    checked = [r for r in results if "checks" in r]
    sizes = list(dict.fromkeys(r["size"] for r in checked))
    rows = []
    for case in dict.fromkeys(r["case"] for r in checked):
        by_size = {r["size"]: f"{r['checks']:+.1%}" + " †" * is_noisy(r)
                   for r in checked if r["case"] == case}
        rows.append([case, *(by_size.get(size, "") for size in sizes)])
    return table(["case", *sizes], rows) if rows else ""


def startup_table(startup):
    return table(["example", "ms"], [[name.removeprefix("compile "),
                                      f"{seconds * 1e3:.0f}"]
                                     for name, seconds in startup.items()])


def curves_tables(results):
    header = ["n", OWN, OWN_TWO, "memcpy", "NumPy", "PyTorch"]
    for case in dict.fromkeys(r["case"] for r in results):
        yield f"### {case.removesuffix(', n')}\n"
        yield table(header, [
            [f"{int(r['size']):,}" + " †" * is_noisy(r),
             *(show_time(median(r, name)) for name in header[1:])]
            for r in results if r["case"] == case])


def images(folder, names):
    return "\n".join(f"![{name}]({name}.svg)\n" for name in names
                     if (folder / f"{name}.svg").exists())


def markdown(document, folder):
    cased = [r for r in document["results"] if r["group"] != cases.CURVES]
    curves = [r for r in document["results"] if r["group"] == cases.CURVES]
    noisy = sum(map(is_noisy, document["results"]))
    bars = [path.stem for path in sorted(folder.glob("bars-*.svg"))]
    parts = [f"# Results of `{document['command']}`\n", heading(document) + "\n",
             f"{len(document['results'])} cases in {document['turns']} turns, "
             f"{noisy} of them disturbed by other programs.\n",
             HOW_TO_READ + NOISE_NOTE * (noisy > 0)]
    if cased:
        parts += ["## In short\n", images(folder, ["summary"]), overview(cased),
                  lost(cased), "## 64 MiB in pictures\n", images(folder, bars),
                  *times_tables(cased)]
    if checks := checks_table(cased):
        parts += ["## What the run-time checks add\n",
                  CHECKS_NOTE, checks]
    if curves:
        parts += ["## Cost against the number of slices\n",
                  images(folder, ["curves"]), *curves_tables(curves)]
    if document["startup"]:
        parts += ["## From the text of a program to its result\n",
                  "The whole process `rint-runner FILE`: it starts, compiles, "
                  "runs and prints.\n", startup_table(document["startup"])]
    return "\n".join(part for part in parts if part)


def rounded(value):
    """The JSON need not be longer than the figures are good for."""
    if isinstance(value, dict):
        return {k: rounded(v) for k, v in value.items()}
    if isinstance(value, list):
        return [rounded(v) for v in value]
    return float(f"{value:.5g}") if isinstance(value, float) else value


def dump(document):
    """One line for each result."""
    head = {k: v for k, v in document.items() if k != "results"}
    lines = ",\n ".join(json.dumps(r) for r in document["results"])
    return json.dumps(head, indent=1)[:-2] + f',\n "results": [\n {lines}\n ]\n}}\n'


def write(document, folder):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "results.json").write_text(dump(rounded(document)))
    try:
        import plots
        plots.write(document, folder)
    except ImportError as error:
        print("without plots:", error)
    (folder / "results.md").write_text(markdown(document, folder))


if __name__ == "__main__":
    results = pathlib.Path(sys.argv[1])
    write(json.loads((results / "results.json").read_text()), results)
