// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/stripdrawing.h"

#include "app/apptr.h"
#include "app/report/reportwords.h"
#include "models/base/format.h"

#include <QXmlStreamWriter>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr double StripCell = 8;
constexpr double StripCellHeight = 14;
constexpr double StripDay = 7 * StripCell; ///< what a day in words takes
constexpr int StripCells = 62; ///< of one line; a longer picture has several lines a row

QString stripNumber(double number)
{
    return QString::number(number, 'f', 2);
}

QString stripPath(const QLineF &line)
{
    return QStringLiteral("M%1 %2L%3 %4")
        .arg(stripNumber(line.x1()), stripNumber(line.y1()), stripNumber(line.x2()), stripNumber(line.y2()));
}

/// The nights of a row from `first` on that stand in one line, with the days that begin a month below them.
void drawLine(StripDrawing &drawing, const NightRow &row, int first, double top)
{
    const int end = std::min(first + StripCells, int(row.cells.size()));
    double free = 0; // of the days below, from where on there is room
    for (int night = first; night < end; ++night) {
        const double x = (night - first) * StripCell;
        drawing.cells.append({{x + 0.5, top, StripCell - 1, StripCellHeight}, row.cells.at(night).state});
        const QDate &day = row.cells.at(night).night;
        // The last ones of a line begin further to the left: a day that is cut is another day.
        const double label = std::min(x, drawing.width - StripDay);
        if ((night == first || day.day() == 1) && label >= free) {
            drawing.labels.append({{label, top + StripCellHeight + 8}, dayInWords(day, QLocale::ShortFormat)});
            free = label + StripDay;
        }
    }
    const int promised = int(row.cells.size()) - row.promised;
    if (row.promised > 0 && promised >= first && promised < end) {
        const double x = (promised - first) * StripCell;
        drawing.promises.append({x, top - 3, x, top + StripCellHeight + 3});
    }
}

void drawLegend(StripDrawing &drawing, const NightPicture &picture)
{
    QList<NightState> seen;
    for (const NightRow &row : picture.rows) {
        for (const NightCell &cell : row.cells) {
            if (!seen.contains(cell.state))
                seen.append(cell.state);
        }
    }
    std::sort(seen.begin(), seen.end());
    for (const NightState state : std::as_const(seen)) {
        drawing.cells.append({{0.5, drawing.height, StripCell - 1, StripCellHeight}, state});
        drawing.labels.append({{StripCell + 6, drawing.height + 10}, nightStateWord(state)});
        drawing.height += StripCellHeight + 3;
    }
    if (!drawing.promises.isEmpty()) {
        drawing.promises.append({StripCell / 2, drawing.height, StripCell / 2, drawing.height + StripCellHeight});
        drawing.labels.append({{StripCell + 6, drawing.height + 10}, promiseLineWord()});
        drawing.height += StripCellHeight + 3;
    }
}

void writeRect(QXmlStreamWriter &xml, const QRectF &at, const QString &fill)
{
    xml.writeEmptyElement(QStringLiteral("rect"));
    xml.writeAttribute(QStringLiteral("x"), stripNumber(at.x()));
    xml.writeAttribute(QStringLiteral("y"), stripNumber(at.y()));
    xml.writeAttribute(QStringLiteral("width"), stripNumber(at.width()));
    xml.writeAttribute(QStringLiteral("height"), stripNumber(at.height()));
    xml.writeAttribute(QStringLiteral("fill"), fill);
}

void writeCell(QXmlStreamWriter &xml, const StripDrawing::Cell &cell)
{
    const QString ink = stripInk(cell.state);
    const NightPattern pattern = nightPattern(cell.state, cell.at.size());
    for (const QRectF &filled : pattern.filled)
        writeRect(xml, filled.translated(cell.at.topLeft()), ink);
    QString path;
    for (const QLineF &line : pattern.lines)
        path += stripPath(line.translated(cell.at.topLeft()));
    if (!path.isEmpty()) {
        xml.writeEmptyElement(QStringLiteral("path"));
        xml.writeAttribute(QStringLiteral("d"), path);
        xml.writeAttribute(QStringLiteral("stroke"), ink);
        xml.writeAttribute(QStringLiteral("stroke-width"), stripNumber(pattern.pen));
    }
    if (!pattern.hasBorder)
        return;
    writeRect(xml, cell.at, QStringLiteral("none"));
    xml.writeAttribute(QStringLiteral("stroke"), ink);
    xml.writeAttribute(QStringLiteral("stroke-width"), stripNumber(StripDrawing::Border));
}

void writeLabel(QXmlStreamWriter &xml, const StripDrawing::Label &label)
{
    xml.writeStartElement(QStringLiteral("text"));
    xml.writeAttribute(QStringLiteral("x"), stripNumber(label.at.x()));
    xml.writeAttribute(QStringLiteral("y"), stripNumber(label.at.y()));
    xml.writeAttribute(QStringLiteral("font-size"),
                       stripNumber(label.isTitle ? StripDrawing::TitleSize : StripDrawing::LabelSize));
    xml.writeAttribute(QStringLiteral("font-family"), QStringLiteral("sans-serif"));
    if (label.isTitle)
        xml.writeAttribute(QStringLiteral("font-weight"), QStringLiteral("bold"));
    xml.writeCharacters(reportText(label.text));
    xml.writeEndElement();
}

} // namespace

QString stripInk(NightState state)
{
    return printColour(nightStateColour(state));
}

QString printColour(State state)
{
    switch (state) {
    case State::Good:
        return QStringLiteral("#1e6b2b");
    case State::Attention:
        return QStringLiteral("#8a5200");
    case State::Bad:
        return QStringLiteral("#a8160c");
    case State::Working:
        return QStringLiteral("#1a4f8f");
    case State::Unknown:
        break;
    }
    return QStringLiteral("#555555");
}

StripDrawing stripDrawing(const NightPicture &picture)
{
    StripDrawing drawing;
    drawing.width = StripCells * StripCell;
    for (const NightRow &row : picture.rows) {
        drawing.labels.append({{0, drawing.height + 10}, row.title, true});
        drawing.height += 15;
        for (int first = 0; first < row.cells.size(); first += StripCells) {
            drawLine(drawing, row, first, drawing.height);
            drawing.height += StripCellHeight + 12;
        }
        drawing.height += 4;
    }
    drawLegend(drawing, picture);
    return drawing;
}

void writeStripSvg(QXmlStreamWriter &xml, const PackStrip &strip)
{
    const StripDrawing drawing = stripDrawing(strip.picture);
    xml.writeStartElement(QStringLiteral("svg"));
    xml.writeAttribute(QStringLiteral("xmlns"), QStringLiteral("http://www.w3.org/2000/svg"));
    xml.writeAttribute(QStringLiteral("viewBox"),
                       QStringLiteral("-1 0 %1 %2").arg(stripNumber(drawing.width + 2), stripNumber(drawing.height)));
    xml.writeAttribute(QStringLiteral("role"), QStringLiteral("img"));
    // Else a page in a script that is read from the right puts each text left of where it stands.
    xml.writeAttribute(QStringLiteral("style"), QStringLiteral("direction: ltr"));
    xml.writeAttribute(QStringLiteral("aria-label"), reportText(strip.caption));
    xml.writeTextElement(QStringLiteral("title"), reportText(strip.caption));
    xml.writeTextElement(QStringLiteral("desc"), reportText(strip.words.join(u' ')));
    for (const StripDrawing::Cell &cell : drawing.cells)
        writeCell(xml, cell);
    for (const StripDrawing::Label &label : drawing.labels)
        writeLabel(xml, label);
    for (const QLineF &line : drawing.promises) {
        xml.writeEmptyElement(QStringLiteral("path"));
        xml.writeAttribute(QStringLiteral("d"), stripPath(line));
        xml.writeAttribute(QStringLiteral("stroke"), QStringLiteral("#000000"));
        xml.writeAttribute(QStringLiteral("stroke-width"), QStringLiteral("2"));
    }
    xml.writeEndElement();
}

} // namespace Nightkeep
