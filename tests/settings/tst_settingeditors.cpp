// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/settings/settingsstage.h"
#include "tests/support/testmain.h"
#include "widgets/settings/weekdayseditor.h"

#include <QLineEdit>
#include <QSpinBox>
#include <QToolButton>

#include <functional>

using namespace Nightkeep;

/// The editor of each kind of option, by keyboard and by mouse: what is stored, what is shown, and what comes of it.
class TstSettingEditors : public QObject, private SettingsStage
{
    Q_OBJECT

private:
    const QString weekdays = QStringLiteral("backup_sche_weekdays");

    QString pending(const QString &name) { return cell(name, SettingsModel::PendingColumn).data().toString(); }
    QString agreed(const QString &name) { return cell(name, SettingsModel::AgreedColumn).data().toString(); }
    void forgetAgreed(const QString &name)
    {
        m_page->showObject(QStringLiteral("moodle/") + name);
        QTRY_COMPARE(table()->currentIndex().data(KeyRole).toString(), name);
        QTRY_VERIFY(action("forgetAgreed")->isEnabled());
        action("forgetAgreed")->trigger();
        settle();
        QTRY_COMPARE(agreed(name), QString());
    }
    static QToolButton *dayButton(const QWidget &editor, const char *name)
    {
        return editor.findChild<QToolButton *>(QString::fromLatin1(name));
    }
    /// Another value of an option is read, and editing is unlocked.
    void openWith(const QString &option, const std::function<void(FakeMoodle &)> &change)
    {
        m_workspace->moodles.change(QStringLiteral("moodle"), change);
        open();
        QTRY_VERIFY(action("unlockSettings")->isEnabled());
        const auto live = [&] { return cell(option, SettingsModel::LiveColumn).data().toString(); };
        const QString before = live();
        action("readSettings")->trigger();
        settle();
        QTRY_VERIFY(live() != before);
        unlock();
    }

private slots:
    void init() { begin(); }
    void cleanup() { end(); }

    void theWeekBeginsAsInTheLocale_data()
    {
        QTest::addColumn<QLocale>("locale");
        QTest::addColumn<QList<int>>("order"); // as stored: Sunday is 0
        QTest::newRow("on Sunday") << QLocale(QLocale::English, QLocale::UnitedStates)
                                   << QList<int> {0, 1, 2, 3, 4, 5, 6};
        QTest::newRow("on Monday") << QLocale(QLocale::English, QLocale::UnitedKingdom)
                                   << QList<int> {1, 2, 3, 4, 5, 6, 0};
        QTest::newRow("on Saturday") << QLocale(QLocale::Arabic, QLocale::Egypt) << QList<int> {6, 0, 1, 2, 3, 4, 5};
    }
    void theWeekBeginsAsInTheLocale()
    {
        QFETCH(QLocale, locale);
        QFETCH(QList<int>, order);
        QWidget window;
        window.setLocale(locale);
        WeekdaysEditor editor(&window);
        for (int place = 0; place < 7; ++place) {
            const int day = order.at(place);
            editor.setStored(QStringLiteral("0000000"));
            QTest::keyClick(dayButton(editor, "weekday3"), Qt::Key(Qt::Key_1 + place));
            QString expected(7, u'0');
            expected[day] = u'1';
            QCOMPARE(editor.stored(), expected);
            const QToolButton *button = editor.findChild<QToolButton *>(QStringLiteral("weekday%1").arg(day));
            QCOMPARE(button->text(), locale.standaloneDayName(day == 0 ? 7 : day, QLocale::ShortFormat));
            QVERIFY(window.focusWidget() == button);
        }
        QCOMPARE(dayButton(editor, "weekday0")->accessibleName(), QStringLiteral("Sunday"));
        QCOMPARE(dayButton(editor, "weekday6")->accessibleName(), QStringLiteral("Saturday"));
    }

    void allWeeksAreShownAndStored()
    {
        WeekdaysEditor editor;
        for (int week = 0; week < 128; ++week) {
            const QString text = QString::number(week, 2).rightJustified(7, u'0');
            editor.setStored(text);
            QCOMPARE(editor.stored(), text);
            QCOMPARE(dayButton(editor, "weekday0")->isChecked(), text.startsWith(u'1'));
            QCOMPARE(dayButton(editor, "weekday6")->isChecked(), text.endsWith(u'1'));
        }
    }

    void arrowsGoThroughTheWeek()
    {
        QWidget window;
        window.setLocale(QLocale(QLocale::English, QLocale::UnitedStates));
        WeekdaysEditor editor(&window);
        editor.setFocus();
        QVERIFY(window.focusWidget() == dayButton(editor, "weekday0"));
        QTest::keyClick(window.focusWidget(), Qt::Key_Right);
        QTest::keyClick(window.focusWidget(), Qt::Key_Down);
        QVERIFY(window.focusWidget() == dayButton(editor, "weekday2"));
        QTest::keyClick(window.focusWidget(), Qt::Key_Space);
        QCOMPARE(editor.stored(), QStringLiteral("0010000"));
        for (int press = 0; press < 3; ++press)
            QTest::keyClick(window.focusWidget(), Qt::Key_Left);
        QVERIFY(window.focusWidget() == dayButton(editor, "weekdaysNone")); // and round
        QTest::keyClick(window.focusWidget(), Qt::Key_Up);
        QTest::keyClick(window.focusWidget(), Qt::Key_Space);
        QCOMPARE(editor.stored(), QStringLiteral("1111111"));
    }

    void theMouseTurnsDays()
    {
        WeekdaysEditor editor;
        editor.setStored(QStringLiteral("1000000"));
        editor.show();
        QTest::mouseClick(dayButton(editor, "weekday0"), Qt::LeftButton);
        QTest::mouseClick(dayButton(editor, "weekday6"), Qt::LeftButton);
        QCOMPARE(editor.stored(), QStringLiteral("0000001"));
        QTest::mouseClick(dayButton(editor, "weekdaysAll"), Qt::LeftButton);
        QCOMPARE(editor.stored(), QStringLiteral("1111111"));
        QTest::mouseClick(dayButton(editor, "weekdaysNone"), Qt::LeftButton);
        QCOMPARE(editor.stored(), QStringLiteral("0000000"));
    }

    void whatIsNoWeekStaysUntilSomebodyChooses()
    {
        WeekdaysEditor editor;
        editor.setStored(QStringLiteral("Sunday"));
        QVERIFY(editor.stored().isEmpty());
        dayButton(editor, "weekdaysNone")->click(); // which changes no button
        QCOMPARE(editor.stored(), QStringLiteral("0000000"));
        editor.setStored(QStringLiteral("1111111"));
        editor.setStored(QStringLiteral("11"));
        QVERIFY(editor.stored().isEmpty());
        dayButton(editor, "weekday5")->click();
        QCOMPARE(editor.stored(), QStringLiteral("0000010"));
    }

    void daysAreChosenInTheTableByKeys()
    {
        open();
        unlock();
        auto *days = edit<WeekdaysEditor>(weekdays);
        QVERIFY(days);
        QVERIFY(table()->viewport()->rect().contains(days->geometry())); // all of it is to be seen
        QToolButton *tuesday = dayButton(*days, "weekday2");
        QTest::keyClick(tuesday, Qt::Key_Space);
        closeEditor(tuesday);
        QTRY_COMPARE(pending(weekdays), QStringLiteral("Sunday and Tuesday"));
        days = edit<WeekdaysEditor>(weekdays);
        QVERIFY(days);
        dayButton(*days, "weekdaysAll")->click();
        QTest::keyClick(dayButton(*days, "weekdaysAll"), Qt::Key_Escape);
        QTRY_VERIFY(!openEditor());
        QCOMPARE(pending(weekdays), QStringLiteral("Sunday and Tuesday"));
    }

    void whatMakesNoSenseIsNotReplacedByLooking_data()
    {
        QTest::addColumn<QString>("option");
        QTest::addColumn<QString>("stored");
        QTest::newRow("days") << weekdays << QStringLiteral("Sunday");
        QTest::newRow("hour") << hour << QStringLiteral("25");
        QTest::newRow("minute") << QStringLiteral("backup_sche_minute") << QStringLiteral("half");
        QTest::newRow("keep") << keep << QStringLiteral("-1");
        QTest::newRow("users") << QStringLiteral("backup_sche_users") << QStringLiteral("9");
        QTest::newRow("on and off") << QStringLiteral("backup_sche_logs") << QStringLiteral("yes");
        QTest::newRow("folder") << QStringLiteral("backup_sche_destination") << QStringLiteral("backups");
    }
    void whatMakesNoSenseIsNotReplacedByLooking()
    {
        QFETCH(QString, option);
        QFETCH(QString, stored);
        openWith(option, [&](FakeMoodle &moodle) { moodle.config.insert(option, stored); });
        auto *editor = edit<QWidget>(option);
        QVERIFY(editor);
        closeEditor(editor);
        QCOMPARE(pending(option), QString());
        QVERIFY2(bannerText().isEmpty(), qPrintable(bannerText()));
        QVERIFY(m_page->unwrittenEdits().isEmpty());
    }

    void anHourTakesThePlaceOfWhatIsNone()
    {
        openWith(hour, [](FakeMoodle &moodle) { moodle.config.insert(hour, QStringLiteral("noon")); });
        auto *spin = edit<QSpinBox>(hour);
        QVERIFY(spin);
        QCOMPARE(spin->text().trimmed(), QString());
        QTest::keyClick(spin, Qt::Key_Up);
        closeEditor(spin);
        QTRY_COMPARE(pending(hour), QStringLiteral("00:00"));
    }

    void aValueThatTheFormDoesNotOfferIsOffered()
    {
        openWith(keep, [](FakeMoodle &moodle) { moodle.config.insert(keep, QStringLiteral("7")); });
        auto *combo = edit<QComboBox>(keep);
        QVERIFY(combo);
        QCOMPARE(combo->currentText(), QStringLiteral("7"));
        closeEditor(combo);
        QCOMPARE(pending(keep), QString());
        pendKeep(QStringLiteral("5"));
        QTRY_VERIFY(!openEditor());
        pendKeep(QStringLiteral("7")); // it is there to go back to
        QTRY_COMPARE(pending(keep), QString());
    }

    void lookingAgreesOnNothing_data()
    {
        QTest::addColumn<QString>("option");
        QTest::newRow("words") << QStringLiteral("backup_sche_logs");
        QTest::newRow("days") << weekdays;
        QTest::newRow("folder") << QStringLiteral("backup_sche_destination");
    }
    void lookingAgreesOnNothing()
    {
        QFETCH(QString, option);
        open();
        forgetAgreed(option);
        auto *editor = edit<QWidget>(option, SettingsModel::AgreedColumn);
        QVERIFY(editor);
        closeEditor(editor);
        settle();
        QCOMPARE(agreed(option), QString());
    }
    void whatIsThereIsAgreedOnByChoosingIt()
    {
        const QString logs = QStringLiteral("backup_sche_logs");
        open();
        forgetAgreed(logs);
        auto *combo = edit<QComboBox>(logs, SettingsModel::AgreedColumn);
        QVERIFY(combo);
        emit combo->activated(combo->currentIndex());
        QTRY_VERIFY(!agreed(logs).isEmpty());
        settle();
    }

    void otherNumbersAreTyped_data()
    {
        QTest::addColumn<QString>("option");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("shown");
        QTest::newRow("minute") << QStringLiteral("backup_sche_minute") << QStringLiteral("7")
                                << QStringLiteral("7 minutes past the hour");
        QTest::newRow("keep") << keep << QStringLiteral("9") << QStringLiteral("9");
    }
    void otherNumbersAreTyped()
    {
        QFETCH(QString, option);
        QFETCH(QString, typed);
        QFETCH(QString, shown);
        open();
        unlock();
        auto *combo = edit<QComboBox>(option);
        QVERIFY(combo);
        combo->lineEdit()->selectAll();
        QTest::keyClicks(combo, typed);
        closeEditor(combo);
        QTRY_COMPARE(pending(option), shown);
    }

    void minutesAreOfferedAsInMoodle()
    {
        open();
        unlock();
        auto *combo = edit<QComboBox>(QStringLiteral("backup_sche_minute"));
        QVERIFY(combo);
        QStringList offered;
        for (int item = 0; item < combo->count(); ++item)
            offered << combo->itemData(item).toString();
        QStringList steps;
        for (int minute = 0; minute < 60; minute += 5)
            steps << QString::number(minute);
        QCOMPARE(offered, steps);
        combo->setCurrentIndex(3); // by mouse: what is chosen in the list is decided
        emit combo->activated(3);
        QTRY_COMPARE(pending(QStringLiteral("backup_sche_minute")), QStringLiteral("15 minutes past the hour"));
    }

    void laterOptionsAreChosenInWords_data()
    {
        QTest::addColumn<QString>("option");
        QTest::addColumn<QString>("shown");
        QTest::addColumn<QString>("wanted");
        QTest::newRow("active") << QStringLiteral("backup_auto_active") << QStringLiteral("only by hand")
                                << QStringLiteral("on");
        QTest::newRow("storage") << QStringLiteral("backup_auto_storage") << QStringLiteral("course and folder")
                                 << QStringLiteral("folder");
        QTest::newRow("days") << QStringLiteral("backup_auto_delete_days") << QStringLiteral("17 days")
                              << QStringLiteral("never");
    }
    void laterOptionsAreChosenInWords()
    {
        QFETCH(QString, option);
        QFETCH(QString, shown);
        QFETCH(QString, wanted);
        openWith(option, [](FakeMoodle &moodle) {
            moodle.config = {{QStringLiteral("backup_auto_active"), QStringLiteral("2")},
                             {QStringLiteral("backup_auto_storage"), QStringLiteral("2")},
                             {QStringLiteral("backup_auto_delete_days"), QStringLiteral("17")}};
            moodle.more.edition = MoodleEdition::Later;
            moodle.more.version = QStringLiteral("2023100900");
            moodle.more.door = ConfigDoor::Cli;
        });
        auto *combo = edit<QComboBox>(option);
        QVERIFY(combo);
        QCOMPARE(combo->currentText(), shown);
        const int item = combo->findText(wanted);
        QVERIFY(item >= 0);
        combo->setCurrentIndex(item);
        emit combo->activated(item);
        QTRY_COMPARE(pending(option), wanted);
    }
};

NIGHTKEEP_TEST(TstSettingEditors, widget, Window, 300)
#include "tst_settingeditors.moc"
