// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moodle/sqlmoodlesite.h"
#include "tests/moodle/configtruth.h"
#include "tests/moodle/moodletables.h"
#include "tests/support/optionnames.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;
using Kind = ConfigOutcome::Kind;

namespace {

const QString backMinute = QStringLiteral("backup_sche_minute"); // has no row at first
const QString backDays = QStringLiteral("backup_sche_weekdays");

/// The database refuses this of an option, as its disk or its administrator might.
QString whenUpdated(const QString &rules)
{
    return QStringLiteral("CREATE TRIGGER onupdate BEFORE UPDATE ON mdl_backup_config FOR EACH ROW SET NEW.value = "
                          "CASE %1 ELSE NEW.value END;")
        .arg(rules);
}
const QString refusesDays = QStringLiteral("WHEN NEW.name = 'backup_sche_weekdays' THEN NULL");

QList<ConfigChange> threeChanges()
{
    return {{keep, QStringLiteral("1"), QStringLiteral("2")},
            {backMinute, std::nullopt, QStringLiteral("5")},
            {backDays, QStringLiteral("1000000"), QStringLiteral("0000001")}};
}

} // namespace

/// Without transactions: what was written before another change of the set failed goes back, value by value.
class TstConfigTakingBack : public QObject
{
    Q_OBJECT

private:
    MoodleTables m_tables;
    SqlConnections m_connections;

    [[nodiscard]] Result<QList<ConfigOutcome>> applied(const QString &storage, const QString &statements,
                                                       const QList<ConfigChange> &changes)
    {
        if (!m_tables.reset(storage))
            return fail(ErrorKind::Internal, QStringLiteral("no tables"));
        if (const auto prepared = m_tables.sql(storage, statements); !prepared)
            return fail(prepared.error());
        Result<std::unique_ptr<MoodleSite>> site =
            SqlMoodleSite::open(m_connections, m_tables.address(storage), QStringLiteral("mdl_"));
        return site ? (*site)->compareAndSet(changes) : Result<QList<ConfigOutcome>>(fail(site.error()));
    }

private slots:
    void initTestCase()
    {
        const Result<void> started = m_tables.start();
        QVERIFY2(started, started ? "" : qPrintable(started.error().message + started.error().detail));
    }

    void whatWasWrittenGoesBack()
    {
        const auto said = applied(QStringLiteral("MyISAM"), whenUpdated(refusesDays), threeChanges());
        QVERIFY2(said, said ? "" : qPrintable(said.error().message + said.error().detail));
        QCOMPARE(said->size(), 3);
        QCOMPARE(said->at(0).kind, Kind::TakenBack);
        QVERIFY(said->at(0).found == QStringLiteral("1"));
        QCOMPARE(said->at(1).kind, Kind::TakenBack);
        // No row of Moodle's is deleted: it stays, with what Moodle runs with without one.
        QVERIFY(said->at(1).found == configTakenBack(threeChanges().at(1)));
        QCOMPARE(said->at(2).kind, Kind::NotTried);
        QVERIFY(said->at(2).error);
        QCOMPARE(said->at(2).error->kind, ErrorKind::Failed);
        QHash<QString, QString> there = MoodleTables::initialConfig();
        there.insert(backMinute, configTakenBack(threeChanges().at(1)));
        QCOMPARE(m_tables.config(QStringLiteral("MyISAM")), there);
    }

    void whatSomebodyWroteSinceStays()
    {
        // What the option is given becomes another's value, and then the third is refused.
        const auto said =
            applied(QStringLiteral("MyISAM"),
                    whenUpdated(refusesDays
                                + QStringLiteral(" WHEN NEW.name = 'backup_sche_keep' AND NEW.value = '2' THEN '7'")),
                    threeChanges());
        QVERIFY2(said, said ? "" : qPrintable(said.error().message + said.error().detail));
        QCOMPARE(said->at(0).kind, Kind::Written);
        QVERIFY(said->at(0).found == QStringLiteral("7"));
        QVERIFY(said->at(0).error);
        QCOMPARE(said->at(0).error->kind, ErrorKind::Conflict);
        QVERIFY2(said->at(0).error->message.contains(keep), qPrintable(said->at(0).error->message));
        QVERIFY(!said->at(0).error->advice.isEmpty());
        QCOMPARE(said->at(1).kind, Kind::TakenBack);
        QCOMPARE(said->at(2).kind, Kind::NotTried);
        QCOMPARE(m_tables.config(QStringLiteral("MyISAM")).value(keep), QStringLiteral("7"));
    }

    void whatCannotGoBackIsSaid()
    {
        const auto said =
            applied(QStringLiteral("MyISAM"),
                    whenUpdated(refusesDays
                                + QStringLiteral(" WHEN NEW.name = 'backup_sche_keep' AND NEW.value = '1' THEN NULL")),
                    threeChanges());
        QVERIFY2(said, said ? "" : qPrintable(said.error().message + said.error().detail));
        QCOMPARE(said->at(0).kind, Kind::Written);
        QVERIFY(said->at(0).found == QStringLiteral("2"));
        QVERIFY(said->at(0).error);
        QCOMPARE(said->at(0).error->kind, ErrorKind::Failed);
        QVERIFY2(said->at(0).error->message.contains(QLatin1String("could not be taken back")),
                 qPrintable(said->at(0).error->message));
        QCOMPARE(said->at(1).kind, Kind::TakenBack);
        QCOMPARE(m_tables.config(QStringLiteral("MyISAM")).value(keep), QStringLiteral("2"));
    }

    void aConflictTakesBackToo()
    {
        // Somebody else adds the row between our look and our write.
        const auto said =
            applied(QStringLiteral("MyISAM"),
                    QStringLiteral("CREATE TRIGGER oninsert BEFORE INSERT ON mdl_backup_config FOR EACH ROW "
                                   "SIGNAL SQLSTATE '23000' SET MYSQL_ERRNO = 1062;"),
                    threeChanges().first(2));
        QVERIFY2(said, said ? "" : qPrintable(said.error().message + said.error().detail));
        QCOMPARE(said->at(0).kind, Kind::TakenBack);
        QCOMPARE(said->at(1).kind, Kind::Conflict);
        QCOMPARE(m_tables.config(QStringLiteral("MyISAM")), MoodleTables::initialConfig());
    }

    void whereNothingWasWrittenItIsAnError_data()
    {
        QTest::addColumn<QString>("storage");
        QTest::addColumn<bool>("firstIsRefused");
        QTest::newRow("MyISAM, the first is refused") << QStringLiteral("MyISAM") << true;
        QTest::newRow("InnoDB, the first is refused") << QStringLiteral("InnoDB") << true;
        QTest::newRow("InnoDB, the last is refused") << QStringLiteral("InnoDB") << false;
    }
    void whereNothingWasWrittenItIsAnError()
    {
        QFETCH(QString, storage);
        QFETCH(bool, firstIsRefused);
        QList<ConfigChange> changes = threeChanges();
        if (firstIsRefused)
            changes.move(2, 0);
        const auto said = applied(storage, whenUpdated(refusesDays), changes);
        QVERIFY(!said);
        QCOMPARE(said.error().kind, ErrorKind::Failed);
        QVERIFY2(said.error().message.contains(QLatin1String("Nothing was written")), qPrintable(said.error().message));
        QCOMPARE(m_tables.config(storage), MoodleTables::initialConfig());
    }

    void severalRowsAreNotWritten_data()
    {
        QTest::addColumn<QString>("storage");
        QTest::newRow("MyISAM") << QStringLiteral("MyISAM");
        QTest::newRow("InnoDB") << QStringLiteral("InnoDB");
    }
    void severalRowsAreNotWritten()
    {
        QFETCH(QString, storage);
        const auto said = applied(storage,
                                  QStringLiteral("ALTER TABLE mdl_backup_config DROP KEY mdl_backconf_nam_uix;"
                                                 "INSERT INTO mdl_backup_config (name, value) VALUES "
                                                 "('backup_sche_keep', '1');"),
                                  threeChanges());
        QVERIFY(!said);
        QCOMPARE(said.error().kind, ErrorKind::Damaged);
        QVERIFY2(said.error().message.contains(keep), qPrintable(said.error().message));
        QVERIFY2(said.error().message.contains(QLatin1String("Nothing was written")), qPrintable(said.error().message));
        QCOMPARE(m_tables.config(storage), MoodleTables::initialConfig());
    }
};

NIGHTKEEP_TEST(TstConfigTakingBack, integration, Core)
#include "tst_configtakingback.moc"
