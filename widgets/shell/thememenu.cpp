// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/thememenu.h"

#include "widgets/shell/palettes.h"
#include "widgets/widgetstr.h"

#include <QActionGroup>
#include <QApplication>
#include <QMenu>
#include <QSettings>
#include <QStyle>
#include <QStyleHints>

namespace Nightkeep {

namespace {

// As they stand in the settings.
constexpr QLatin1String systemTheme("system");
constexpr QLatin1String lightTheme("light");
constexpr QLatin1String darkTheme("dark");

#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)

bool canChooseTheme()
{
    return true;
}

void applyTheme(const QString &theme)
{
    Qt::ColorScheme scheme = Qt::ColorScheme::Unknown;
    if (theme == darkTheme)
        scheme = Qt::ColorScheme::Dark;
    else if (theme == lightTheme)
        scheme = Qt::ColorScheme::Light;
    QGuiApplication::styleHints()->setColorScheme(scheme);
}

#else

/// Other styles take some of their colours from the platform, and would be half dark.
bool canChooseTheme()
{
    return QApplication::style()->name().compare(QLatin1String("fusion"), Qt::CaseInsensitive) == 0;
}

void applyTheme(const QString &theme)
{
    if (theme == darkTheme)
        QApplication::setPalette(darkPalette());
    else if (theme == lightTheme)
        QApplication::setPalette(lightPalette());
    else
        QApplication::setPalette(QPalette()); // the platform's, also when that changes
}

#endif

} // namespace

void addThemeMenu(QMenu *menu, QSettings &settings)
{
    if (!canChooseTheme())
        return;
    const QString key = QStringLiteral("window/theme");
    const QString chosen = settings.value(key, QString(systemTheme)).toString();
    const QList<QPair<QString, QString>> themes {
        {systemTheme, WidgetsTr::tr("As the &system")},
        {lightTheme, WidgetsTr::tr("&Light")},
        {darkTheme, WidgetsTr::tr("&Dark")},
    };
    QMenu *choice = menu->addMenu(WidgetsTr::tr("&Theme"));
    choice->setObjectName(QStringLiteral("theme"));
    auto *group = new QActionGroup(choice);
    for (const auto &[name, text] : themes) {
        QAction *action = choice->addAction(text);
        action->setObjectName(QStringLiteral("theme-") + name);
        action->setCheckable(true);
        action->setChecked(name == chosen);
        group->addAction(action);
        QObject::connect(action, &QAction::triggered, choice, [theme = name, key, &settings] {
            settings.setValue(key, theme);
            applyTheme(theme);
        });
    }
    if (chosen != systemTheme)
        applyTheme(chosen);
}

} // namespace Nightkeep
