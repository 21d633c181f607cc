// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/meeting/pack.h"
#include "models/retention/nightpattern.h"

class QXmlStreamWriter;

namespace Nightkeep {

/// Of print, where there is no palette: dark enough on white.
[[nodiscard]] QString printColour(State state);
[[nodiscard]] QString stripInk(NightState state);

/// A strip as what there is to draw, in points: for the PDF and for SVG alike.
struct StripDrawing
{
    struct Cell
    {
        QRectF at;
        NightState state;
    };
    struct Label
    {
        QPointF at; ///< left end of its base line
        QString text;
        bool isTitle = false;
    };
    double width = 0;
    double height = 0;
    QList<Cell> cells;
    QList<Label> labels;
    QList<QLineF> promises;

    static constexpr double TitleSize = 9;
    static constexpr double LabelSize = 7;
    static constexpr double Border = 0.5;
};
[[nodiscard]] StripDrawing stripDrawing(const NightPicture &picture);
/// The same as an SVG element with its title and what it says in words.
void writeStripSvg(QXmlStreamWriter &xml, const PackStrip &strip);

} // namespace Nightkeep
