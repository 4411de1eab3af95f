//===- Picture.cpp - What goes where, as a picture --------------*- C++ -*-===//

#include "Picture.h"
#include "Highlight.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace mlir::rint;

namespace {
/// Pixels; those of text follow the font of the page.
constexpr int kCellHeight = 26, kMargin = 4, kLineGap = 52, kPlainGap = 8,
              kLabel = 20, kPixelsPerChar = 9;

struct Point {
  int x, y;
};

/// Draws one copy.
class Drawing {
public:
  Drawing(const SmallCopy &copy, raw_ostream &os);

  void draw();

private:
  void drawTensor(const SmallTensor &tensor, Point corner, bool isSource);
  void drawLines();
  void drawCounts();
  Point getPlace(const SmallTensor &tensor, Point corner, size_t element) const;
  int getWidth(const SmallTensor &tensor) const;
  int getHeight(const SmallTensor &tensor) const;

  const SmallCopy &copy;
  raw_ostream &os;
  int cellWidth = 34;
  /// Whether slices are rows, columns or elements that lines can start at.
  bool hasLines;
  /// Rows stand beside each other, columns and elements below.
  bool isBeside;
  Point source, result;
};
} // namespace

static int64_t getNumColumns(const SmallTensor &tensor) {
  return tensor.shape.empty() ? 1 : tensor.shape.back();
}

static int64_t getNumRows(const SmallTensor &tensor) {
  return tensor.shape.size() < 2 ? 1 : tensor.shape.front();
}

static unsigned getHue(size_t slice) { return kHues[slice % std::size(kHues)]; }

Drawing::Drawing(const SmallCopy &copy, raw_ostream &os)
    : copy(copy), os(os),
      hasLines(copy.dim.has_value() ||
               (copy.source.shape.size() < 2 && copy.result.shape.size() < 2)),
      isBeside(copy.source.shape.size() == 2 && copy.dim == 0) {
  for (StringRef text : copy.source.elements)
    cellWidth = std::max(cellWidth,
                         static_cast<int>(text.size()) * kPixelsPerChar + 10);
  source = {kMargin, kMargin};
  int gap = kLabel + (hasLines ? kLineGap : kPlainGap);
  result = isBeside ? Point{source.x + getWidth(copy.source) + gap, kMargin}
                    : Point{kMargin, source.y + getHeight(copy.source) + gap};
}

int Drawing::getWidth(const SmallTensor &tensor) const {
  return getNumColumns(tensor) * cellWidth;
}

int Drawing::getHeight(const SmallTensor &tensor) const {
  return getNumRows(tensor) * kCellHeight;
}

Point Drawing::getPlace(const SmallTensor &tensor, Point corner,
                        size_t element) const {
  size_t columns = getNumColumns(tensor);
  return {corner.x + static_cast<int>(element % columns) * cellWidth,
          corner.y + static_cast<int>(element / columns) * kCellHeight};
}

void Drawing::drawTensor(const SmallTensor &tensor, Point corner,
                         bool isSource) {
  for (auto [i, text] : llvm::enumerate(tensor.elements)) {
    size_t slice = copy.slices[isSource ? i : copy.origins[i]];
    bool isLeftOut =
        isSource && !copy.counts.empty() && copy.counts[slice] == 0;
    Point place = getPlace(tensor, corner, i);
    os << "<rect x=" << place.x << " y=" << place.y << " width=" << cellWidth
       << " height=" << kCellHeight << " style=\"--h:" << getHue(slice) << '"'
       << (isLeftOut ? " class=\"gone\"" : "")
       << "/><text x=" << place.x + cellWidth / 2 << " y=" << place.y + 18
       << '>';
    printEscaped(text, os);
    os << "</text>";
  }
}

/// Connects each slice with its copies, where slices are rows or columns.
void Drawing::drawLines() {
  // The first element of a slice stands for it.
  auto isFirst = [&](const SmallTensor &tensor, size_t i) {
    size_t columns = getNumColumns(tensor);
    return isBeside ? i % columns == 0 : i < columns;
  };
  for (auto [i, origin] : llvm::enumerate(copy.origins)) {
    if (!isFirst(copy.result, i))
      continue;
    Point to = getPlace(copy.result, result, i);
    Point from = getPlace(copy.source, source, origin);
    if (isBeside) {
      from = {source.x + getWidth(copy.source) + kLabel,
              from.y + kCellHeight / 2};
      to.y += kCellHeight / 2;
    } else {
      from = {from.x + cellWidth / 2,
              source.y + getHeight(copy.source) + kLabel};
      to.x += cellWidth / 2;
    }
    os << "<path style=\"--h:" << getHue(copy.slices[origin]) << "\" d=\"M"
       << from.x << ' ' << from.y << 'L' << to.x << ' ' << to.y << "\"/>";
  }
}

/// Says beside each slice how often it comes.
void Drawing::drawCounts() {
  for (auto [slice, count] : llvm::enumerate(copy.counts)) {
    int at = static_cast<int>(slice);
    Point place = isBeside
                      ? Point{source.x + getWidth(copy.source) + kLabel / 2 + 2,
                              source.y + at * kCellHeight + 17}
                      : Point{source.x + at * cellWidth + cellWidth / 2,
                              source.y + getHeight(copy.source) + 14};
    os << "<text class=times x=" << place.x << " y=" << place.y << ">&times;"
       << count << "</text>";
  }
}

void Drawing::draw() {
  int width = std::max(source.x + getWidth(copy.source) + kLabel,
                       result.x + getWidth(copy.result));
  int height = std::max(source.y + getHeight(copy.source) + kLabel,
                        result.y + getHeight(copy.result));
  os << "<svg role=img aria-label=\"the source above or on the left, the "
        "result below or on the right; copies have the colour of their "
        "slice\" width="
     << width + kMargin << " height=" << height + kMargin << '>';
  if (hasLines)
    drawLines();
  if (copy.dim)
    drawCounts();
  drawTensor(copy.source, source, /*isSource=*/true);
  drawTensor(copy.result, result, /*isSource=*/false);
  os << "</svg>";
}

bool rint::canBeDrawn(const SmallCopy &copy) {
  return copy.source.shape.size() <= 2 && copy.result.shape.size() <= 2 &&
         !copy.source.elements.empty();
}

void rint::drawCopy(const SmallCopy &copy, raw_ostream &os) {
  Drawing(copy, os).draw();
}
