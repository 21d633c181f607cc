// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/settings/settingsstage.h"
#include "tests/support/testmain.h"
#include "widgets/common/dialogkeeper.h"

#include <QApplication>
#include <QLineEdit>

using namespace Nightkeep;

/// The whole edit by keyboard alone: choose an option, unlock, edit, review, say why, write, and take it back.
class TstSettingsKeyboard : public QObject, private SettingsStage
{
    Q_OBJECT

private:
    static QWidget *keyboard()
    {
        QWidget *focus = QApplication::focusWidget();
        return focus ? focus : QApplication::activeWindow();
    }
    static void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(keyboard(), key, modifiers);
    }
    static QString focused()
    {
        const QWidget *focus = QApplication::focusWidget();
        return focus ? focus->objectName() : QString();
    }
    /// From control to control, as far as it takes.
    static void tabTo(const char *name)
    {
        for (int i = 0; i < 60 && focused() != QLatin1String(name); ++i)
            press(Qt::Key_Tab);
        QCOMPARE(focused(), QLatin1String(name));
    }
    void openForKeys()
    {
        open();
        new DialogKeeper(*m_settings, m_page.get()); // as the window has one
        QTRY_VERIFY(action("unlockSettings")->isEnabled());
        QTRY_VERIFY(table()->isVisible());
        m_page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get(), 60000));
        m_page->takeFocus(); // as the page's own key does
        QVERIFY(keyboard());
    }
    void waitFor(const char *name)
    {
        settle();
        QTRY_VERIFY(dialog(name));
        QTRY_VERIFY(dialog(name)->isActiveWindow());
        QTRY_VERIFY(QApplication::focusWidget() && QApplication::focusWidget()->window() == dialog(name));
    }
    void waitForPage()
    {
        settle();
        QTRY_VERIFY(!QApplication::activeModalWidget());
        m_page->activateWindow(); // as a window manager would
        QTRY_VERIFY(m_page->isActiveWindow());
        QTRY_VERIFY(QApplication::focusWidget() && QApplication::focusWidget()->window() == m_page.get());
    }
    QString liveCell() { return cell(keep, SettingsModel::LiveColumn).data().toString(); }

private slots:
    void init() { begin(); }
    void cleanup() { end(); }

    void aChangeIsWrittenAndTakenBack()
    {
        openForKeys();
        press(Qt::Key_U, Qt::ControlModifier);
        QVERIFY(action("unlockSettings")->isChecked());
        press(Qt::Key_Home, Qt::ControlModifier);
        for (int i = 0; i < 60 && table()->currentIndex().data(KeyRole) != keep; ++i)
            press(Qt::Key_Down);
        QCOMPARE(table()->currentIndex().data(KeyRole).toString(), keep);
        press(Qt::Key_F2);
        QTRY_VERIFY(qobject_cast<QComboBox *>(QApplication::focusWidget()));
        QTest::keyClicks(keyboard(), QStringLiteral("5"));
        press(Qt::Key_Return);
        QTRY_COMPARE(cell(keep, SettingsModel::PendingColumn).data().toString(), QStringLiteral("5"));
        QTRY_VERIFY(!openEditor());
        QCOMPARE(live(keep), QStringLiteral("2")); // nothing yet

        press(Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        waitFor("reviewDialog");
        QCOMPARE(focused(), QStringLiteral("reviewReject")); // Enter writes nothing
        tabTo("reviewReason");
        QTest::keyClicks(keyboard(), QStringLiteral("the meeting wants it"));
        tabTo("reviewAccept");
        press(Qt::Key_Space);
        waitForPage();
        QTRY_COMPARE(liveCell(), QStringLiteral("5"));
        QCOMPARE(live(keep), QStringLiteral("5"));

        press(Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
        waitFor("historyDialog");
        tabTo("historyUndo");
        press(Qt::Key_Space);
        waitFor("reviewDialog");
        QVERIFY(!dialog("reviewDialog")->findChild<QLineEdit *>(QStringLiteral("reviewReason"))->text().isEmpty());
        tabTo("reviewAccept");
        press(Qt::Key_Space);
        waitForPage();
        QTRY_COMPARE(liveCell(), QStringLiteral("2"));
        QCOMPARE(live(keep), QStringLiteral("2"));
        const auto past = m_workspace->settings().history(m_workspace->siteStore.sites()->constFirst());
        QVERIFY(past);
        QCOMPARE(past->size(), 2);
        QCOMPARE(past->at(1).reason, QStringLiteral("the meeting wants it"));
        QCOMPARE(past->at(0).reason, QStringLiteral("Takes back change number %1.").arg(past->at(1).id));
    }

    void whatIsAgreedIsNoted()
    {
        openForKeys();
        press(Qt::Key_Home, Qt::ControlModifier);
        for (int i = 0; i < 60 && table()->currentIndex().data(KeyRole) != keep; ++i)
            press(Qt::Key_Down);
        action("agreeOnSetting")->trigger(); // by its letter in the window's menu
        waitFor("agreedValueDialog");
        QTest::keyClicks(keyboard(), QStringLiteral("20"));
        tabTo("agreedBy");
        QTest::keyClicks(keyboard(), QStringLiteral("Ann"));
        press(Qt::Key_Return);
        waitForPage();
        QTRY_COMPARE(cell(keep, SettingsModel::AgreedColumn).data().toString(), QStringLiteral("20"));
    }
};

NIGHTKEEP_TEST(TstSettingsKeyboard, widget, Window, 300)
#include "tst_settingskeyboard.moc"
