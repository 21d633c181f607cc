// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/palettes.h"

namespace Nightkeep {

namespace {

QPalette paletteOf(const QColor &window, const QColor &base, const QColor &text, const QColor &button,
                   const QColor &highlight, const QColor &link)
{
    QPalette palette(button, window);
    palette.setColor(QPalette::Window, window);
    palette.setColor(QPalette::Base, base);
    const bool dark = base.lightness() < 128;
    palette.setColor(QPalette::AlternateBase, dark ? base.lighter(118) : base.darker(104));
    palette.setColor(QPalette::Text, text);
    palette.setColor(QPalette::WindowText, text);
    palette.setColor(QPalette::ButtonText, text);
    palette.setColor(QPalette::Button, button);
    palette.setColor(QPalette::BrightText, Qt::white);
    palette.setColor(QPalette::Highlight, highlight);
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, link);
    palette.setColor(QPalette::LinkVisited, link);
    palette.setColor(QPalette::ToolTipBase, base);
    palette.setColor(QPalette::ToolTipText, text);
    QColor faint = text;
    faint.setAlphaF(0.66F);
    palette.setColor(QPalette::PlaceholderText, faint);
    const QColor dimmed = dark ? QColor(0x82, 0x86, 0x8c) : QColor(0x8a, 0x8d, 0x92);
    for (const QPalette::ColorRole role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, dimmed);
    return palette;
}

} // namespace

QPalette lightPalette()
{
    return paletteOf(QColor(0xf3, 0xf4, 0xf6), Qt::white, QColor(0x1d, 0x21, 0x27), QColor(0xe9, 0xeb, 0xee),
                     QColor(0x2b, 0x6c, 0xb0), QColor(0x1b, 0x5f, 0xa8));
}

QPalette darkPalette()
{
    return paletteOf(QColor(0x2a, 0x2d, 0x32), QColor(0x1e, 0x21, 0x25), QColor(0xe8, 0xea, 0xed),
                     QColor(0x37, 0x3b, 0x41), QColor(0x2b, 0x6c, 0xb0), QColor(0x7f, 0xb8, 0xf0));
}

} // namespace Nightkeep
