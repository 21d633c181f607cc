// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/settings/settingsstage.h"
#include "tests/support/testmain.h"
#include "widgets/common/factsview.h"

#include <QLineEdit>
#include <QProgressBar>
#include <QSemaphore>

#include <functional>

using namespace Nightkeep;

/// "Can Moodle put its backups there?": what is said of a folder in each state that it can have.
class TstDestination : public QObject, private SettingsStage
{
    Q_OBJECT

private:
    using Change = std::function<void(DestinationFacts &)>;

    const QString moodle = QStringLiteral("moodle");
    const QString folderOption = QStringLiteral("backup_sche_destination");

    static DestinationFacts soundFolder()
    {
        DestinationFacts facts;
        facts.exists = true;
        facts.isWritable = true;
        facts.fileSystem = QStringLiteral("ext4");
        facts.mountedOn = QStringLiteral("/srv/big");
        facts.freeBytes = qint64(30) << 30;
        facts.totalBytes = qint64(100) << 30;
        facts.isBelowWeb = false;
        facts.webUser = QStringLiteral("www-data");
        return facts;
    }
    void setFound(const Result<DestinationFacts> &facts)
    {
        m_workspace->moodles.change(moodle, [&facts](FakeMoodle &each) { each.destination = facts; });
    }
    void check()
    {
        QTRY_VERIFY(action("checkDestination")->isEnabled());
        action("checkDestination")->trigger();
        QVERIFY(dialog("destinationDialog"));
        settle();
        QTRY_VERIFY(button("checkAgain")->isEnabled());
    }
    QPushButton *button(const char *name)
    {
        return dialog("destinationDialog")->findChild<QPushButton *>(QString::fromLatin1(name));
    }
    QString facts() { return dialog("destinationDialog")->findChild<FactsView *>()->toPlainText(); }
    QProgressBar *room() { return dialog("destinationDialog")->findChild<QProgressBar *>(); }

private slots:
    void init() { begin(); }
    void cleanup() { end(); }

    void eachStateIsSaid_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("unsaid");
        QTest::addColumn<int>("taken"); // of the room, in percent; -1: it is not drawn
        const auto row = [](const char *name, const Change &change, const char *said, const char *unsaid, int taken) {
            QTest::newRow(name) << change << QString::fromLatin1(said) << QString::fromLatin1(unsaid) << taken;
        };
        row(
            "all is well", [](DestinationFacts &) {}, "Moodle may write there, as www-data.", "not known", 70);
        row(
            "outside of the web", [](DestinationFacts &) {}, "It is outside of", "anyone could", 70);
        row(
            "its file system", [](DestinationFacts &) {}, "ext4", "unknown", 70);
        row(
            "where it is mounted", [](DestinationFacts &) {}, "/srv/big", "unknown", 70);
        row(
            "none there", [](DestinationFacts &facts) { facts = {}; }, "There is no such folder.",
            "The folder is there.", -1);
        row(
            "not to be written", [](DestinationFacts &facts) { facts.isWritable = false; },
            "Moodle may not write there, as www-data: its backups would fail.", "may write", 70);
        row(
            "nobody could tell", [](DestinationFacts &facts) { facts.isWritable.reset(); },
            "Whether Moodle may write there, as www-data, is not known.", "may not write", 70);
        row(
            "no user known", [](DestinationFacts &facts) { facts.webUser.clear(); },
            "Moodle may write there, as the web server's user.", "www-data", 70);
        row(
            "handed out", [](DestinationFacts &facts) { facts.isBelowWeb = true; }, "anyone could download",
            "outside of wh", 70);
        row(
            "perhaps handed out", [](DestinationFacts &facts) { facts.isBelowWeb.reset(); },
            "hands out what is in there", "It is outside", 70);
        row(
            "no room", [](DestinationFacts &facts) { facts.freeBytes = 0; }, "There is no room left.", "not known",
            100);
        row(
            "more free than there is", [](DestinationFacts &facts) { facts.freeBytes = facts.totalBytes * 2; }, "ext4",
            "no room", 0);
        row(
            "room not known", [](DestinationFacts &facts) { facts.freeBytes = -1; }, "unknown", "no room", -1);
        row(
            "size not known", [](DestinationFacts &facts) { facts.totalBytes = -1; }, "unknown", "no room", -1);
        row(
            "file system not known", [](DestinationFacts &facts) { facts.fileSystem.clear(); }, "unknown", "ext4", 70);
    }
    void eachStateIsSaid()
    {
        QFETCH(Change, change);
        QFETCH(QString, said);
        QFETCH(QString, unsaid);
        QFETCH(int, taken);
        DestinationFacts found = soundFolder();
        change(found);
        setFound(found);
        open();
        check();
        QTRY_VERIFY2(facts().contains(said), qPrintable(facts()));
        QVERIFY2(!facts().contains(unsaid), qPrintable(facts()));
        QCOMPARE(room()->isVisible(), taken >= 0);
        if (taken >= 0)
            QCOMPARE(room()->value(), taken);
    }

    void anErrorIsNoAnswer()
    {
        setFound(soundFolder());
        open();
        check();
        QTRY_VERIFY(room()->isVisible());
        setFound(fail(ErrorKind::Unreachable, QStringLiteral("The server does not answer."),
                      QStringLiteral("Look whether it runs.")));
        QTest::mouseClick(button("checkAgain"), Qt::LeftButton);
        settle();
        QTRY_VERIFY2(facts().contains(QLatin1String("The server does not answer.")), qPrintable(facts()));
        QVERIFY(facts().contains(QLatin1String("Look whether it runs.")));
        QVERIFY2(!facts().contains(QLatin1String("may write")), qPrintable(facts())); // nothing old stays
        QVERIFY(!room()->isVisible());
    }

    void itCanBeStopped()
    {
        setFound(soundFolder());
        open();
        QSemaphore goOn; // another job holds the server meanwhile
        m_jobs->start<bool>(
            QStringLiteral("hold"), m_workspace->siteStore.sites()->constFirst().dataServer, this,
            [&goOn](const CancelToken &, const ProgressSink &) -> Result<bool> {
                goOn.acquire();
                return true;
            },
            [](const Result<bool> &) {});
        action("checkDestination")->trigger();
        const bool isAsking = facts().contains(QLatin1String("Asking")) && !button("checkAgain")->isEnabled();
        button("stopCheck")->click();
        goOn.release();
        QVERIFY(isAsking);
        settle();
        QTRY_VERIFY2(facts().contains(QLatin1String("It was stopped: nothing is known.")), qPrintable(facts()));
        QVERIFY(!button("stopCheck")->isEnabled());
    }

    void theOptionSaysWhichFolder()
    {
        setFound(soundFolder());
        open();
        check();
        QTRY_VERIFY2(facts().contains(QLatin1String("/data/moodle")), qPrintable(facts()));
        QVERIFY(facts().contains(QLatin1String("each course's backups go into its own")));
        dialog("destinationDialog")->reject();
        QTRY_VERIFY(!dialog("destinationDialog"));
        unlock();
        auto *line = edit<QLineEdit>(folderOption);
        QVERIFY(line);
        line->setText(QStringLiteral("/backup"));
        closeEditor(line);
        QTRY_COMPARE(cell(folderOption, SettingsModel::PendingColumn).data().toString(), QStringLiteral("/backup"));
        check(); // of what is to be
        QTRY_VERIFY2(facts().contains(QLatin1String("/backup")), qPrintable(facts()));
        QVERIFY(!facts().contains(QLatin1String("its own")));
    }

    void aFolderThatIsNotInUseIsNotWhereBackupsGo()
    {
        setFound(soundFolder());
        m_workspace->moodles.change(moodle, [](FakeMoodle &each) {
            each.config = {{QStringLiteral("backup_auto_storage"), QStringLiteral("0")},
                           {QStringLiteral("backup_auto_destination"), QStringLiteral("/old/folder")}};
            each.more.edition = MoodleEdition::Later;
            each.more.version = QStringLiteral("2023100900");
            each.more.door = ConfigDoor::Cli;
        });
        open();
        QTRY_VERIFY(action("readSettings")->isEnabled());
        action("readSettings")->trigger();
        settle();
        QTRY_COMPARE(cell(QStringLiteral("backup_auto_destination"), SettingsModel::LiveColumn).data().toString(),
                     QStringLiteral("/old/folder"));
        check();
        QTRY_VERIFY2(facts().contains(QLatin1String("each course's backups go into its own")), qPrintable(facts()));
        QVERIFY(!facts().contains(QLatin1String("/old/folder")));
    }

    void aFolderIsCheckedWhileItIsTyped()
    {
        setFound(soundFolder());
        open();
        unlock();
        auto *line = edit<QLineEdit>(folderOption);
        QVERIFY(line);
        line->setText(QStringLiteral("/backup/new"));
        line->findChild<QAction *>(QStringLiteral("checkFolder"))->trigger();
        QTRY_VERIFY(dialog("destinationDialog"));
        settle();
        QTRY_VERIFY2(facts().contains(QLatin1String("/backup/new")), qPrintable(facts()));
    }

    void withoutASiteNothingIsChecked()
    {
        m_workspace = std::make_unique<FakeWorkspace>();
        open();
        QVERIFY(!action("checkDestination")->isEnabled());
    }
};

NIGHTKEEP_TEST(TstDestination, widget, Window, 300)
#include "tst_destination.moc"
