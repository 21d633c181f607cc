// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/thememenu.h"

#include "widgets/widgetstr.h"

#include <QActionGroup>
#include <QGuiApplication>
#include <QMenu>
#include <QSettings>
#include <QStyleHints>

namespace Nightkeep {

#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)

void addThemeMenu(QMenu *menu, QSettings &settings)
{
    struct Theme
    {
        Qt::ColorScheme scheme;
        QString name; // in the settings
        QString text;
    };
    const QString key = QStringLiteral("window/theme");
    const QList<Theme> themes {
        {Qt::ColorScheme::Unknown, QStringLiteral("system"), WidgetsTr::tr("As the &system")},
        {Qt::ColorScheme::Light, QStringLiteral("light"), WidgetsTr::tr("&Light")},
        {Qt::ColorScheme::Dark, QStringLiteral("dark"), WidgetsTr::tr("&Dark")},
    };
    QMenu *choice = menu->addMenu(WidgetsTr::tr("&Theme"));
    auto *group = new QActionGroup(choice);
    for (const Theme &theme : themes) {
        QAction *action = choice->addAction(theme.text);
        action->setObjectName(QStringLiteral("theme-") + theme.name);
        action->setCheckable(true);
        group->addAction(action);
        QObject::connect(action, &QAction::triggered, choice, [theme, key, &settings] {
            settings.setValue(key, theme.name);
            QGuiApplication::styleHints()->setColorScheme(theme.scheme);
        });
        action->setChecked(settings.value(key, themes.first().name).toString() == theme.name);
        if (action->isChecked() && theme.scheme != Qt::ColorScheme::Unknown)
            QGuiApplication::styleHints()->setColorScheme(theme.scheme);
    }
}

#else

void addThemeMenu(QMenu *, QSettings &) { }

#endif

} // namespace Nightkeep
