// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/viewstate.h"

#include <QDialog>
#include <QEvent>
#include <QFontDatabase>
#include <QHeaderView>
#include <QScreen>
#include <QSettings>
#include <QSplitter>
#include <QStyle>

namespace Nightkeep {

namespace {

QString keeperName()
{
    return QStringLiteral("geometryKeeper");
}

/// Hears of the dialog's hiding, however it comes about: closed, or gone with
/// its page.
class GeometryKeeper final : public QObject
{
public:
    GeometryKeeper(QDialog *dialog, QSettings &settings, const QString &key)
        : QObject(dialog)
        , m_settings(settings)
        , m_key(key)
    {
        setObjectName(keeperName());
        dialog->installEventFilter(this);
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Hide)
            m_settings.setValue(m_key, static_cast<QWidget *>(watched)->saveGeometry());
        return false;
    }

private:
    QSettings &m_settings;
    QString m_key;
};

} // namespace

Qt::Orientation wayOfDetail(const QWidget *page)
{
    constexpr int narrowWindow = 1100; // logical pixels
    return page->window()->width() < narrowWindow ? Qt::Vertical : Qt::Horizontal;
}

QSize roomFor(const QWidget *window)
{
    const QStyle *style = window->style();
    const int frame = style->pixelMetric(QStyle::PM_MdiSubWindowFrameWidth, nullptr, window);
    const int title = style->pixelMetric(QStyle::PM_TitleBarHeight, nullptr, window);
    return window->screen()->availableSize() - QSize(2 * frame, title + 2 * frame);
}

QSize sizeInText(const QWidget *widget, int characters, int lines)
{
    const QFontMetrics metrics = widget->fontMetrics();
    return QSize(metrics.averageCharWidth() * characters, metrics.lineSpacing() * lines).boundedTo(roomFor(widget));
}

QFont fixedFont(const QWidget *widget)
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(widget->font().pointSizeF());
    return font;
}

void rememberGeometry(QDialog *dialog, QSettings &settings)
{
    if (dialog->objectName().isEmpty() || dialog->findChild<QObject *>(keeperName(), Qt::FindDirectChildrenOnly))
        return;
    const QString key = QStringLiteral("dialogs/%1/geometry").arg(dialog->objectName());
    dialog->restoreGeometry(settings.value(key).toByteArray()); // which keeps it on a screen
    new GeometryKeeper(dialog, settings, key);
}

void rememberGeometry(QDialog *dialog, QSettings &settings, int characters, int lines)
{
    dialog->resize(sizeInText(dialog, characters, lines));
    rememberGeometry(dialog, settings);
}

void rememberSplitter(QSplitter *splitter, QSettings &settings, const QString &name)
{
    const QString key = QStringLiteral("splitters/") + name;
    splitter->setChildrenCollapsible(false); // a pane dragged to nothing looks like a defect next time
    const QByteArray state = settings.value(key).toByteArray();
    if (!state.isEmpty())
        splitter->restoreState(state);
    QObject::connect(splitter, &QSplitter::splitterMoved, splitter,
                     [splitter, &settings, key] { settings.setValue(key, splitter->saveState()); });
}

bool restoreHeader(QHeaderView *header, const QSettings &settings, const QString &name)
{
    const QString group = QStringLiteral("tables/") + name;
    const QByteArray state = settings.value(group + QStringLiteral("/header")).toByteArray();
    const bool fits = settings.value(group + QStringLiteral("/columns")).toInt() == header->count();
    return !state.isEmpty() && fits && header->restoreState(state);
}

void saveHeader(const QHeaderView *header, QSettings &settings, const QString &name)
{
    if (header->count() == 0)
        return;
    const QString group = QStringLiteral("tables/") + name;
    settings.setValue(group + QStringLiteral("/header"), header->saveState());
    settings.setValue(group + QStringLiteral("/columns"), header->count());
}

} // namespace Nightkeep
