"""Tables and plots of the measurements."""

import pathlib

PLOTTED = ("memcpy", "rint, 1 thread", "rint, 2 threads", "NumPy", "PyTorch",
           "JAX")


def median(result, name):
    entry = result["seconds"].get(name)
    return entry["median"] if entry else None


def show_time(seconds):
    if seconds is None:
        return "-"
    for unit, scale in (("ns", 1e9), ("us", 1e6), ("ms", 1e3)):
        if seconds * scale < 1000:
            return f"{seconds * scale:.3g} {unit}"
    return f"{seconds:.3g} s"


def ratio(result, other, own="rint, 1 thread"):
    ours, theirs = median(result, own), median(result, other)
    return f"{theirs / ours:.2f}" if ours and theirs else "-"


def line(result):
    speed = result["bytes_written"] / median(result, "rint, 1 thread") / 1e9
    return (f"{result['case']}: {show_time(median(result, 'rint, 1 thread'))}, "
            f"{speed:.1f} GB/s written; times as fast as memcpy "
            f"{ratio(result, 'memcpy')}, NumPy {ratio(result, 'NumPy')}, "
            f"PyTorch {ratio(result, 'PyTorch')}")


def table(document):
    machine, versions = document["machine"], document["versions"]
    columns = ["memcpy", "streamed copy", "fill", "NumPy", "PyTorch",
               "PyTorch into an output", "torch.compile", "JAX",
               "ONNX Runtime"]
    lines = [
        f"{machine['processor']}, {machine['cores']} cores, "
        f"{machine['vectors']}, {machine['system']}, {machine['date']}, load "
        f"{machine['load']:.1f}. "
        + ", ".join(f"{k} {v}" for k, v in versions.items()) + ".",
        "", "Medians. The columns after the times say how many times as long as "
        "rint with one thread the others take; memcpy and the streamed copy "
        "move the same bytes, the fill writes as many.", "",
        "| case | 1 thread | 2 threads | fresh output | GB/s written | "
        + " | ".join(columns) + " |",
        "|---" * (5 + len(columns)) + "|"]
    for result in document["results"]:
        own = median(result, "rint, 1 thread")
        cells = [result["case"], show_time(own),
                 show_time(median(result, "rint, 2 threads")),
                 show_time(median(result, "rint, fresh output")),
                 f"{result['bytes_written'] / own / 1e9:.1f}"]
        cells += [ratio(result, column) for column in columns]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def plot(document, folder):
    import matplotlib
    matplotlib.use("svg")
    from matplotlib import pyplot
    large = [r for r in document["results"] if r["case"].endswith("64 MiB")]
    for group in dict.fromkeys(r["group"] for r in large):
        chosen = [r for r in large if r["group"] == group]
        figure, axes = pyplot.subplots(figsize=(9, 1 + 0.6 * len(chosen)))
        for i, name in enumerate(PLOTTED):
            speeds = [r["bytes_written"] / (median(r, name) or float("inf"))
                      / 1e9 for r in chosen]
            at = [k + (i - len(PLOTTED) / 2) * 0.13 for k in range(len(chosen))]
            axes.barh(at, speeds, height=0.13, label=name)
        axes.set_yticks(range(len(chosen)), [r["case"] for r in chosen])
        axes.invert_yaxis()
        axes.set_xlabel("GB/s written")
        axes.legend(fontsize="small")
        figure.tight_layout()
        figure.savefig(folder / f"{group.replace(' ', '-')}.svg")
        pyplot.close(figure)


def write(document, folder: pathlib.Path):
    (folder / "results.md").write_text(table(document))
    try:
        plot(document, folder)
    except ImportError as error:
        print("without plots:", error)
