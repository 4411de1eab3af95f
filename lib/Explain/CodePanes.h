//===- CodePanes.h - Modules as HTML ----------------------------*- C++ -*-===//

#ifndef RINT_LIB_EXPLAIN_CODEPANES_H
#define RINT_LIB_EXPLAIN_CODEPANES_H

#include "Highlight.h"
#include "ModuleText.h"

namespace mlir::rint {

/// A piece of HTML for the symbol called `name`.
struct Pane {
  std::string name;
  std::string html;
};

/// A pane for each symbol of `text`. The one called `entry` is open, as are
/// those of a few lines.
std::vector<Pane> renderText(const ModuleText &text, StringRef entry,
                             Language language);

/// A pane for each symbol of `after` or `before`, side by side where it is in
/// both, with what differs marked. What has not changed is folded away.
std::vector<Pane> renderChanges(const ModuleText &before,
                                const ModuleText &after, StringRef entry);

} // namespace mlir::rint

#endif // RINT_LIB_EXPLAIN_CODEPANES_H
