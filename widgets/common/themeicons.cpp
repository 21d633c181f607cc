// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/themeicons.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace Nightkeep {

namespace {

constexpr qreal readableContrast = 4.5;

qreal luminance(const QColor &color)
{
    const auto linear = [](qreal part) {
        return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

/// On whatever it may stand: in a table, in every second row of one, beside an answer.
QColor readableOn(const QPalette &palette, const QColor &wanted)
{
    const std::array grounds {palette.color(QPalette::Active, QPalette::Base),
                              palette.color(QPalette::Active, QPalette::AlternateBase),
                              palette.color(QPalette::Active, QPalette::Window)};
    const bool dark = luminance(grounds.front()) < 0.18;
    QColor color = wanted.toHsl();
    const auto isFaint = [&color](const QColor &ground) { return contrastRatio(color, ground) < readableContrast; };
    for (int step = 0; step < 50 && std::any_of(grounds.begin(), grounds.end(), isFaint); ++step) {
        const int lightness = std::clamp(color.lightness() + (dark ? 6 : -6), 0, 255);
        color.setHsl(color.hslHue(), color.hslSaturation(), lightness);
    }
    return color.toRgb();
}

QString stateFile(State state)
{
    switch (state) {
    case State::Good:
        return QStringLiteral("state-good");
    case State::Attention:
        return QStringLiteral("state-attention");
    case State::Bad:
        return QStringLiteral("state-bad");
    case State::Unknown:
        return QStringLiteral("state-unknown");
    case State::Working:
        return QStringLiteral("state-working");
    }
    return {};
}

/// Renders at the moment of painting: that is when the palette and the pixel ratio are known.
class TintedIconEngine final : public QIconEngine
{
public:
    TintedIconEngine(QString name, std::optional<State> state, std::optional<QPalette> palette)
        : m_name(std::move(name))
        , m_state(state)
        , m_palette(std::move(palette))
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
        QPixmap tinted = pixmap(rect.size() * ratio, mode, state);
        tinted.setDevicePixelRatio(ratio);
        painter->drawPixmap(rect, tinted);
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override
    {
        const QColor color = tint(mode);
        const QString key = QStringLiteral("nightkeep/%1/%2x%3/%4")
                                .arg(m_name)
                                .arg(size.width())
                                .arg(size.height())
                                .arg(color.rgba(), 8, 16);
        QPixmap result;
        if (size.isEmpty() || QPixmapCache::find(key, &result))
            return result;
        QImage image(size, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        QSvgRenderer svg(QStringLiteral(":/icons/%1.svg").arg(m_name));
        svg.setAspectRatioMode(Qt::KeepAspectRatio);
        svg.render(&painter, QRectF(QPointF(0, 0), QSizeF(size)));
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(image.rect(), color);
        painter.end();
        result = QPixmap::fromImage(image);
        QPixmapCache::insert(key, result);
        return result;
    }

    QIconEngine *clone() const override { return new TintedIconEngine(*this); }
    QString key() const override { return QStringLiteral("nightkeep-tinted"); }

private:
    QColor tint(QIcon::Mode mode) const
    {
        const QPalette palette = m_palette ? *m_palette : QGuiApplication::palette();
        switch (mode) {
        case QIcon::Disabled:
            return palette.color(QPalette::Disabled, QPalette::ButtonText);
        case QIcon::Selected:
            return palette.color(QPalette::Active, QPalette::HighlightedText);
        case QIcon::Normal:
        case QIcon::Active:
            break;
        }
        return m_state ? stateColor(*m_state, palette) : palette.color(QPalette::Active, QPalette::ButtonText);
    }

    QString m_name;
    std::optional<State> m_state;
    std::optional<QPalette> m_palette; // empty: follows the application
};

QIcon tintedIcon(const QString &name, std::optional<State> state, std::optional<QPalette> palette)
{
    return QIcon(new TintedIconEngine(name, state, std::move(palette))); // QIcon takes ownership
}

} // namespace

QIcon themeIcon(const QString &name)
{
    return tintedIcon(name, {}, {});
}

QIcon themeIcon(const QString &name, const QPalette &palette)
{
    return tintedIcon(name, {}, palette);
}

QIcon stateIcon(State state)
{
    return tintedIcon(stateFile(state), state, {});
}

QIcon stateIcon(State state, const QPalette &palette)
{
    return tintedIcon(stateFile(state), state, palette);
}

QColor stateColor(State state, const QPalette &palette)
{
    switch (state) {
    case State::Good:
        return readableOn(palette, QColor::fromHsl(140, 160, 90));
    case State::Attention:
        return readableOn(palette, QColor::fromHsl(34, 230, 105));
    case State::Bad:
        return readableOn(palette, QColor::fromHsl(2, 190, 115));
    case State::Unknown:
        return dimmedColor(palette);
    case State::Working:
        return readableOn(palette, palette.color(QPalette::Active, QPalette::Link));
    }
    return palette.color(QPalette::Active, QPalette::Text);
}

QColor dimmedColor(const QPalette &palette)
{
    return readableOn(palette, palette.color(QPalette::Disabled, QPalette::Text));
}

qreal contrastRatio(const QColor &one, const QColor &other)
{
    const qreal a = luminance(one);
    const qreal b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

QIcon applicationIcon()
{
    QIcon icon;
    QSvgRenderer svg(QStringLiteral(":/icons/nightkeep.svg"));
    for (const int side : {16, 24, 32, 48, 64, 128, 256}) {
        QPixmap pixmap(side, side);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        svg.render(&painter);
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

} // namespace Nightkeep
