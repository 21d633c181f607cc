// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testmain.h"
#include "widgets/shell/palettes.h"
#include "widgets/shell/thememenu.h"

#include <QAction>
#include <QApplication>
#include <QMenu>
#include <QSettings>
#include <QTemporaryDir>

using namespace Nightkeep;

namespace {

/// A start of the program: its menu, and what it shows.
class ThemeStart
{
public:
    explicit ThemeStart(const QString &file)
        : m_settings(file, QSettings::IniFormat)
    {
        addThemeMenu(&m_menu, m_settings);
        m_window.show();
    }

    void choose(const QString &theme) { action(theme)->trigger(); }
    [[nodiscard]] QAction *action(const QString &theme) const
    {
        return m_menu.findChild<QAction *>(QStringLiteral("theme-") + theme);
    }
    [[nodiscard]] QColor base() const { return m_window.palette().color(QPalette::Base); }

private:
    QSettings m_settings;
    QMenu m_menu;
    QWidget m_window;
};

} // namespace

/// Light, dark or as the system is, chosen in the window and remembered.
class TstThemeMenu : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath(QStringLiteral("settings.ini"));
        m_own = QApplication::palette();
    }
    void cleanup() { QApplication::setPalette(QPalette()); }

    void theFirstStartIsAsTheSystemIs()
    {
        const ThemeStart start(m_file);
        QVERIFY(start.action(QStringLiteral("system"))->isChecked());
        QCOMPARE(start.base(), m_own.color(QPalette::Base));
    }

    void whatIsChosenIsRemembered_data()
    {
        QTest::addColumn<QString>("theme");
        for (const char *theme : {"system", "light", "dark"})
            QTest::newRow(theme) << QString::fromLatin1(theme);
    }
    void whatIsChosenIsRemembered()
    {
        QFETCH(QString, theme);
        ThemeStart(m_file).choose(QStringLiteral("dark")); // or the first one is chosen already
        ThemeStart(m_file).choose(theme);
        const ThemeStart next(m_file);
        QVERIFY(next.action(theme)->isChecked());
    }

#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0) // from then on it is the platform that is asked, and tests have none

    void everyWindowTurnsDarkAtOnce()
    {
        ThemeStart start(m_file);
        start.choose(QStringLiteral("dark"));
        QTRY_COMPARE(start.base(), darkPalette().color(QPalette::Base));
        start.choose(QStringLiteral("light"));
        QTRY_COMPARE(start.base(), lightPalette().color(QPalette::Base));
    }

    void theNextStartIsDarkFromItsBeginning()
    {
        ThemeStart(m_file).choose(QStringLiteral("dark"));
        QApplication::setPalette(QPalette()); // as the program begins
        const ThemeStart start(m_file);
        QTRY_COMPARE(start.base(), darkPalette().color(QPalette::Base));
    }

    void theSystemIsFollowedAgain()
    {
        ThemeStart start(m_file);
        start.choose(QStringLiteral("dark"));
        QTRY_COMPARE(start.base(), darkPalette().color(QPalette::Base));
        start.choose(QStringLiteral("system"));
        QTRY_COMPARE(start.base(), m_own.color(QPalette::Base));
        QVERIFY(!QCoreApplication::testAttribute(Qt::AA_SetPalette)); // or a change of the platform's goes unseen
    }

#endif

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
    QPalette m_own;
};

NIGHTKEEP_TEST(TstThemeMenu, widget, Window)
#include "tst_thememenu.moc"
