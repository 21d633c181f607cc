// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/state.h"

#include <QIcon>
#include <QPalette>
#include <QString>

namespace Nightkeep {

/// A one-colour icon of resources/icons ("refresh"), tinted from a palette: button text as it is,
/// dimmed when disabled, highlighted text when selected. Sharp at every size and pixel ratio.
/// Without a palette the icon follows the application's palette for as long as it lives.
[[nodiscard]] QIcon themeIcon(const QString &name);
[[nodiscard]] QIcon themeIcon(const QString &name, const QPalette &palette);

/// The five states, each with a shape of its own: a check in a disc, a triangle, an octagon with a
/// cross, a broken ring with a question mark, an hourglass. Tinted with stateColor().
[[nodiscard]] QIcon stateIcon(State state);
[[nodiscard]] QIcon stateIcon(State state, const QPalette &palette);

/// The state's colour on the palette's base, alternate base and window: moved in lightness until it stands out by 4.5
/// to 1 (WCAG 2.1, 1.4.3), so that it can be text in light and in dark. Never the only sign of a state.
[[nodiscard]] QColor stateColor(State state, const QPalette &palette);

/// Of what stands behind other words: grey where the palette has a grey, and as readable as stateColor().
[[nodiscard]] QColor dimmedColor(const QPalette &palette);

/// Contrast of two opaque colours, 1 to 21 (WCAG 2.1, "contrast ratio").
[[nodiscard]] qreal contrastRatio(const QColor &one, const QColor &other);

/// The program's own icon, in colours.
[[nodiscard]] QIcon applicationIcon();

} // namespace Nightkeep
