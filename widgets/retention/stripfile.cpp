// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/retention/stripfile.h"

#include "widgets/common/nightstrip.h"

#include <QBuffer>
#include <QImage>
#include <QPageLayout>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

namespace Nightkeep {

namespace {

constexpr qreal stripSharpness = 2; // pixels of the picture to one of the screen
constexpr qreal stripMargin = 12; // millimetres of the sheet

QByteArray stripPicture(const NightStrip &strip, const QSize &size, bool grey)
{
    QImage image(size * stripSharpness, QImage::Format_RGB32);
    image.setDevicePixelRatio(stripSharpness);
    image.fill(Qt::white);
    QPainter painter(&image);
    strip.paintInto(painter, QRectF(QPointF(), QSizeF(size)), grey);
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

QByteArray stripSheet(const NightStrip &strip, bool grey)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(strip.accessibleName());
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize::A4), QPageLayout::Landscape,
                                     QMarginsF(stripMargin, stripMargin, stripMargin, stripMargin),
                                     QPageLayout::Millimeter));
    QPainter painter(&writer);
    strip.paintInto(painter, QRectF(0, 0, writer.width(), writer.height()), grey);
    painter.end();
    return bytes;
}

QByteArray stripLines(const NightStrip &strip, const QSize &size, bool grey)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(size);
    generator.setResolution(strip.logicalDpiX());
    generator.setViewBox(QRect(QPoint(), size));
    generator.setTitle(strip.accessibleName());
    generator.setDescription(strip.accessibleDescription());
    QPainter painter(&generator);
    strip.paintInto(painter, QRectF(QPointF(), QSizeF(size)), grey);
    painter.end();
    return bytes;
}

} // namespace

QByteArray stripFile(const NightStrip &strip, const QString &fileName, bool grey)
{
    const QSize size = strip.size().expandedTo(strip.sizeHint());
    if (fileName.endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive))
        return stripSheet(strip, grey);
    if (fileName.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive))
        return stripLines(strip, size, grey);
    return stripPicture(strip, size, grey);
}

} // namespace Nightkeep
