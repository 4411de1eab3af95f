"""The plots of the measurements, as SVG."""

import cases
import report

COLOURS = {report.OWN: "#1f4e9c", report.OWN_TWO: "#9dbdea",
           "memcpy": "#555555", "NumPy": "#e08214", "PyTorch": "#d73027",
           "torch.compile": "#f4a6a0", "JAX": "#1b9e77", "IREE": "#8856a7",
           "ONNX Runtime": "#a6761d"}
MARKS = {"memcpy": "D", "NumPy": "o", "PyTorch": "s", "torch.compile": "s",
         "JAX": "^", "IREE": "v", "ONNX Runtime": "P"}

# What the picture in the README shows, of 64 MiB.
SUMMARY = {
    "f32 r=4": "f32, each element 4 times", "i8 r=2": "i8, each element twice",
    "f32 [N,3] r=4": "f32 rows of 3, 4 times",
    "f32 [N,4096] r=4": "f32 rows of 4096, 4 times",
    "f16 GQA [1,8,T,128] r=4": "f16 key-value heads for GQA, 4 times",
    "f32 tile [1000]": "f32, a block of 1000 as a whole",
    "f32 [0,4)": "f32, 11.5 M counts in [0, 4)",
    "f32 Zipf": "f32, counts after Zipf",
    "f32 one of many": "f32, all counts zero but one",
    "f32 [0,4) [N,64]": "f32 rows of 64, counts in [0, 4)"}


def setup():
    import matplotlib
    matplotlib.use("svg")
    # Text stays text, and the same results give the same file.
    matplotlib.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "rint",
                                "font.size": 9, "font.family": "DejaVu Sans"})
    from matplotlib import pyplot
    return pyplot


def save(pyplot, figure, path):
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None}, bbox_inches="tight")
    pyplot.close(figure)


def source_line(document):
    machine = document["machine"]
    return (f"{document['command']}: {machine['processor']}, "
            f"{machine['cores']} cores, {machine['date']}")


def bars(pyplot, document, results, labels, title, path):
    """A bar for rint, a line for the limit and a mark for everyone else."""
    figure, axes = pyplot.subplots(figsize=(9, 1.5 + 0.33 * len(results)))
    at = range(len(results))
    for shift, name in ((-0.2, report.OWN), (0.2, report.OWN_TWO)):
        axes.barh([k + shift for k in at],
                  [report.speed(r, name) for r in results], height=0.36,
                  color=COLOURS[name], label=name)
    limits = [r["bytes_written"] / report.limit(r) / 1e9 for r in results]
    axes.vlines(limits, [k - 0.45 for k in at], [k + 0.45 for k in at],
                color="black", linewidth=2, label="limit of the memory")
    for name, mark in MARKS.items():
        points = [(report.speed(r, name), k) for k, r in enumerate(results)
                  if report.median(r, name)]
        if points:
            axes.scatter(*zip(*points), marker=mark, s=26, color=COLOURS[name],
                         edgecolors="white", linewidths=0.6, label=name, zorder=3)
    axes.set_yticks(at, labels)
    axes.invert_yaxis()
    axes.set_xlim(left=0)
    axes.set_xlabel("GB/s written, 64 MiB (longer is faster)")
    axes.set_title(f"{title}\n{source_line(document)}", fontsize=8)
    axes.grid(axis="x", alpha=0.3)
    axes.legend(fontsize="small", loc="center left", bbox_to_anchor=(1, 0.5))
    save(pyplot, figure, path)


def curves(pyplot, document, results, path):
    names = list(dict.fromkeys(r["case"] for r in results))
    figure, panels = pyplot.subplots(1, len(names), sharey=True, squeeze=False,
                                     figsize=(10, 4.6))
    for axes, case in zip(panels[0], names):
        chosen = [r for r in results if r["case"] == case]
        for name in (report.OWN, report.OWN_TWO, "memcpy", "NumPy", "PyTorch"):
            points = [(int(r["size"]), report.median(r, name)
                       / (r["bytes_written"] / 4) * 1e9)
                      for r in chosen if report.median(r, name)]
            if points:
                axes.plot(*zip(*points), label=name, color=COLOURS[name],
                          marker=MARKS.get(name, "."), markersize=4)
        axes.set(xscale="log", yscale="log", xlabel="n, the number of slices",
                 title=case.removesuffix(", n"))
        axes.grid(alpha=0.3)
    panels[0][0].set_ylabel("ns for each element of the result")
    panels[0][-1].legend(fontsize="small")
    figure.suptitle(source_line(document), fontsize=8)
    save(pyplot, figure, path)


def write(document, folder):
    pyplot = setup()
    for old in folder.glob("bars-*.svg"):
        old.unlink()
    large = [r for r in document["results"] if r["size"] == "64 MiB"]
    for group in dict.fromkeys(r["group"] for r in large):
        chosen = [r for r in large if r["group"] == group]
        bars(pyplot, document, chosen, [r["case"] for r in chosen],
             group[0].upper() + group[1:],
             folder / f"bars-{group.replace(' ', '-')}.svg")
    chosen = [r for r in large if r["case"] in SUMMARY]
    if chosen:
        bars(pyplot, document, chosen, [SUMMARY[r["case"]] for r in chosen],
             "repeat_interleave, 64 MiB written", folder / "summary.svg")
    points = [r for r in document["results"] if r["group"] == cases.CURVES]
    if points:
        curves(pyplot, document, points, folder / "curves.svg")
