// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moodle/sqlmoodlesite.h"
#include "tests/moodle/moodletables.h"
#include "tests/support/optionnames.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QSqlDatabase>
#include <QTest>

using namespace Nightkeep;
using Kind = ConfigOutcome::Kind;

namespace {

const QString folder = QStringLiteral("backup_sche_destination");
const QString missing = QStringLiteral("backup_sche_minute");

} // namespace

/// One table of cases for every engine that a Moodle may have: only transactions differ.
class TstSqlMoodleSite : public QObject
{
    Q_OBJECT

private:
    MoodleTables m_tables;
    SqlConnections m_connections;
    QString m_storage;

    std::unique_ptr<MoodleSite> site(const QString &prefix = QStringLiteral("mdl_"))
    {
        Result<std::unique_ptr<MoodleSite>> opened =
            SqlMoodleSite::open(m_connections, m_tables.address(m_storage), prefix);
        return opened ? std::move(*opened) : nullptr;
    }

    Error errorOf(const SqlAddress &address)
    {
        const Result<std::unique_ptr<MoodleSite>> opened =
            SqlMoodleSite::open(m_connections, address, QStringLiteral("mdl_"));
        return opened ? Error {ErrorKind::Internal, QStringLiteral("opened")} : opened.error();
    }

    static void engines()
    {
        QTest::addColumn<QString>("storage");
        for (const char *name : {"InnoDB", "MyISAM", "Aria", "SQLite"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    void reset()
    {
        QFETCH(QString, storage);
        m_storage = storage;
        const Result<void> made = m_tables.reset(storage);
        QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
    }

    QString stored(const QString &name) { return m_tables.config(m_storage).value(name, QStringLiteral("<no row>")); }

private slots:
    void initTestCase();
    void cleanupTestCase();

    void readsAllRows_data() { engines(); }
    void readsAllRows();
    void knowsTransactions_data();
    void knowsTransactions();
    void writesWhatIsStillAsSeen_data() { engines(); }
    void writesWhatIsStillAsSeen();
    void conflictWritesNothing_data() { engines(); }
    void conflictWritesNothing();
    void saysSameWithoutWriting_data() { engines(); }
    void saysSameWithoutWriting();
    void addsMissingRowOnce_data() { engines(); }
    void addsMissingRowOnce();
    void comparesBytes_data();
    void comparesBytes();
    void everyUpdateIsGuarded_data() { engines(); }
    void everyUpdateIsGuarded();
    void refusesTooLong_data() { engines(); }
    void refusesTooLong();
    void keepsHostileTexts_data();
    void keepsHostileTexts();
    void statementsDoWhatTheySay_data();
    void statementsDoWhatTheySay();
    void listsCourses_data() { engines(); }
    void listsCourses();
    void namesMissingTable_data() { engines(); }
    void namesMissingTable();
    void recognisesALaterMoodle_data() { engines(); }
    void recognisesALaterMoodle();
    void refusesUnsafePrefix_data();
    void refusesUnsafePrefix();
    void refusesLatin1Mangling();
    void deniedAccounts();
    void wrongAddresses();
    void selectOnlyAccountCannotWrite_data();
    void selectOnlyAccountCannotWrite();
    void saysWhenTheFileIsDamaged();
};

void TstSqlMoodleSite::initTestCase()
{
    const Result<void> started = m_tables.start();
    QVERIFY2(started, started ? "" : qPrintable(started.error().message + started.error().detail));
}

void TstSqlMoodleSite::cleanupTestCase()
{
    // One anchor is left: every session has gone from Qt's registry with its object.
    QCOMPARE(QSqlDatabase::connectionNames().size(), 1);
}

void TstSqlMoodleSite::readsAllRows()
{
    reset();
    const auto moodle = site();
    QVERIFY(moodle);
    const Result<MoodleConfig> config = moodle->backupConfig();
    QVERIFY(config);
    QCOMPARE(config->values, MoodleTables::initialConfig());
}

void TstSqlMoodleSite::knowsTransactions_data()
{
    QTest::addColumn<QString>("storage");
    QTest::addColumn<bool>("transactions");
    QTest::newRow("InnoDB has them") << QStringLiteral("InnoDB") << true;
    QTest::newRow("MyISAM has none") << QStringLiteral("MyISAM") << false;
    QTest::newRow("Aria has none") << QStringLiteral("Aria") << false;
    QTest::newRow("SQLite has them") << QStringLiteral("SQLite") << true;
}

void TstSqlMoodleSite::knowsTransactions()
{
    QFETCH(bool, transactions);
    reset();
    const auto moodle = site();
    QVERIFY(moodle);
    const Result<bool> has = moodle->hasTransactions();
    QVERIFY(has);
    QCOMPARE(*has, transactions);
}

void TstSqlMoodleSite::writesWhatIsStillAsSeen()
{
    reset();
    const auto moodle = site();
    QVERIFY(moodle);
    const QList<ConfigChange> changes {{keep, QStringLiteral("1"), QStringLiteral("2")},
                                       {folder, QString(), QStringLiteral("/data/é/backups")}};
    const Result<QList<ConfigOutcome>> outcomes = moodle->compareAndSet(changes);
    QVERIFY2(outcomes, outcomes ? "" : qPrintable(outcomes.error().detail));
    QCOMPARE(*outcomes,
             (QList<ConfigOutcome> {{changes.at(0), Kind::Written, QStringLiteral("2"), {}},
                                    {changes.at(1), Kind::Written, QStringLiteral("/data/é/backups"), {}}}));
    QCOMPARE(stored(keep), QStringLiteral("2"));
    QCOMPARE(stored(folder), QStringLiteral("/data/é/backups"));
    QCOMPARE(stored(hour), QStringLiteral("3"));
}

void TstSqlMoodleSite::conflictWritesNothing()
{
    reset();
    const auto moodle = site();
    QVERIFY(moodle);
    QVERIFY(m_tables.sql(m_storage,
                         QStringLiteral("UPDATE mdl_backup_config SET value='5' WHERE name='backup_sche_hour'")));
    const QList<ConfigChange> changes {{keep, QStringLiteral("1"), QStringLiteral("2")},
                                       {hour, QStringLiteral("3"), QStringLiteral("4")}};
    const Result<QList<ConfigOutcome>> outcomes = moodle->compareAndSet(changes);
    QVERIFY(outcomes);
    QCOMPARE(outcomes->at(0).kind, Kind::NotTried);
    QCOMPARE(outcomes->at(0).found, QStringLiteral("1"));
    QCOMPARE(outcomes->at(1).kind, Kind::Conflict);
    QCOMPARE(outcomes->at(1).found, QStringLiteral("5"));
    QCOMPARE(stored(keep), QStringLiteral("1"));
    QCOMPARE(stored(hour), QStringLiteral("5"));
}

void TstSqlMoodleSite::saysSameWithoutWriting()
{
    reset();
    const auto moodle = site();
    QVERIFY(moodle);
    // Seen, or not seen: a wanted value that is there already is no conflict.
    const QList<ConfigChange> changes {{keep, QStringLiteral("9"), QStringLiteral("1")},
                                       {hour, QStringLiteral("3"), QStringLiteral("3")}};
    const Result<QList<ConfigOutcome>> outcomes = moodle->compareAndSet(changes);
    QVERIFY(outcomes);
    QCOMPARE(outcomes->at(0).kind, Kind::Same);
    QCOMPARE(outcomes->at(1).kind, Kind::Same);
    QCOMPARE(m_tables.config(m_storage), MoodleTables::initialConfig());
}

void TstSqlMoodleSite::addsMissingRowOnce()
{
    reset();
    const auto moodle = site();
    QVERIFY(moodle);
    const QList<ConfigChange> add {{missing, std::nullopt, QStringLiteral("5")}};
    const Result<QList<ConfigOutcome>> first = moodle->compareAndSet(add);
    QVERIFY2(first, first ? "" : qPrintable(first.error().detail));
    QCOMPARE(first->first().kind, Kind::Written);
    QCOMPARE(stored(missing), QStringLiteral("5"));

    const Result<QList<ConfigOutcome>> second = moodle->compareAndSet({{missing, std::nullopt, QStringLiteral("10")}});
    QVERIFY(second);
    QCOMPARE(second->first().kind, Kind::Conflict);
    QCOMPARE(second->first().found, QStringLiteral("5"));

    // A row that has gone is a conflict too: nothing is added in its place.
    QVERIFY(m_tables.sql(m_storage, QStringLiteral("DELETE FROM mdl_backup_config WHERE name='backup_sche_keep'")));
    const Result<QList<ConfigOutcome>> gone = moodle->compareAndSet({{keep, QStringLiteral("1"), QStringLiteral("2")}});
    QVERIFY(gone);
    QCOMPARE(gone->first().kind, Kind::Conflict);
    QCOMPARE(gone->first().found, std::nullopt);
    QCOMPARE(stored(keep), QStringLiteral("<no row>"));
}

void TstSqlMoodleSite::comparesBytes_data()
{
    QTest::addColumn<QString>("storage");
    QTest::addColumn<QString>("there");
    QTest::addColumn<QString>("seen");
    for (const char *name : {"InnoDB", "MyISAM", "SQLite"}) {
        const QString storage = QString::fromLatin1(name);
        const auto row = [&](const char *what, const QString &there, const QString &seen) {
            QTest::addRow("%s, %s", name, what) << storage << there << seen;
        };
        row("other case", QStringLiteral("/ABC"), QStringLiteral("/abc"));
        row("trailing blank there", QStringLiteral("/abc "), QStringLiteral("/abc"));
        row("trailing blank seen", QStringLiteral("/abc"), QStringLiteral("/abc "));
        row("accent", QStringLiteral("/ábc"), QStringLiteral("/abc"));
        row("sharp s", QStringLiteral("/strasse"), QStringLiteral("/straße"));
        row("blank for empty", QStringLiteral(" "), QString());
        row("number that equals", QStringLiteral("03"), QStringLiteral("3"));
        row("decomposed", QStringLiteral("e\u0301"), QStringLiteral("\u00e9"));
    }
}

void TstSqlMoodleSite::comparesBytes()
{
    QFETCH(QString, there);
    QFETCH(QString, seen);
    reset();
    QVERIFY(m_tables.sql(m_storage,
                         QStringLiteral("UPDATE mdl_backup_config SET value='%1' WHERE name='%2'").arg(there, folder)));
    const auto moodle = site();
    QVERIFY(moodle);
    const Result<QList<ConfigOutcome>> wrong = moodle->compareAndSet({{folder, seen, QStringLiteral("/new")}});
    QVERIFY(wrong);
    QCOMPARE(wrong->first().kind, Kind::Conflict);
    QCOMPARE(wrong->first().found, there);
    QCOMPARE(stored(folder), there);

    // What differs in this alone is a change, though the collation calls both equal.
    const Result<QList<ConfigOutcome>> right = moodle->compareAndSet({{folder, there, seen}});
    QVERIFY(right);
    QCOMPARE(right->first().kind, Kind::Written);
    QCOMPARE(stored(folder), seen);
}

void TstSqlMoodleSite::everyUpdateIsGuarded()
{
    // The statement alone, as it meets a value that somebody wrote after the rows were compared.
    reset();
    const SqlAddress address = m_tables.address(m_storage);
    const Result<std::unique_ptr<SqlConnection>> connection = m_connections.open(address);
    QVERIFY(connection);
    const QString table = QStringLiteral("mdl_backup_config");
    const auto rowsChanged = [&](const QString &seen) {
        const SqlResult<int> rows = (*connection)
                                        ->change(table,
                                                 Sql::guardedUpdate(address.engine, table, (*connection)->charset(),
                                                                    keep, seen, QStringLiteral("9")));
        return rows ? *rows : -1;
    };
    const QString there = MoodleTables::initialConfig().value(keep);
    QCOMPARE(rowsChanged(there + u'0'), 0);
    QCOMPARE(m_tables.config(m_storage), MoodleTables::initialConfig());
    QCOMPARE(rowsChanged(there), 1);
    QCOMPARE(stored(keep), QStringLiteral("9"));
    QCOMPARE(stored(hour), MoodleTables::initialConfig().value(hour)); // and of one row alone
}

void TstSqlMoodleSite::refusesTooLong()
{
    reset();
    const auto moodle = site();
    QVERIFY(moodle);
    const Result<QList<ConfigOutcome>> tooLong =
        moodle->compareAndSet({{folder, QString(), u'/' + QString(255, u'x')}});
    QVERIFY(!tooLong);
    QCOMPARE(tooLong.error().kind, ErrorKind::BadInput);
    QVERIFY(tooLong.error().message.contains(QLatin1String("256")));
    QCOMPARE(stored(folder), QString());

    const QString longest = u'/' + QString(254, QChar(0x00e9)); // 255 characters, 509 bytes
    const Result<QList<ConfigOutcome>> fits = moodle->compareAndSet({{folder, QString(), longest}});
    QVERIFY(fits);
    QCOMPARE(fits->first().kind, Kind::Written);
    QCOMPARE(stored(folder), longest);
}

void TstSqlMoodleSite::keepsHostileTexts_data()
{
    QTest::addColumn<QString>("storage");
    QTest::addColumn<QString>("text");
    for (const char *name : {"InnoDB", "MyISAM", "SQLite"}) {
        const QString storage = QString::fromLatin1(name);
        QTest::addRow("%s, quote", name) << storage << QStringLiteral("/a'; DROP TABLE mdl_backup_config; -- ");
        QTest::addRow("%s, backslash", name) << storage << QStringLiteral("\\' OR 1=1 #\\");
        QTest::addRow("%s, question mark", name) << storage << QStringLiteral("/what?/why?");
        QTest::addRow("%s, percent", name) << storage << QStringLiteral("%1 %2 %%");
        QTest::addRow("%s, null word", name) << storage << QStringLiteral("NULL");
    }
}

void TstSqlMoodleSite::keepsHostileTexts()
{
    QFETCH(QString, text);
    reset();
    const auto moodle = site();
    QVERIFY(moodle);
    const Result<QList<ConfigOutcome>> there = moodle->compareAndSet({{folder, QString(), text}});
    QVERIFY(there);
    QCOMPARE(there->first().kind, Kind::Written);
    QCOMPARE(there->first().found, text);
    const Result<MoodleConfig> config = moodle->backupConfig();
    QVERIFY(config);
    QCOMPARE(config->values.value(folder), text);
    const Result<QList<ConfigOutcome>> back = moodle->compareAndSet({{folder, text, QString()}});
    QVERIFY(back);
    QCOMPARE(back->first().kind, Kind::Written);
    QCOMPARE(m_tables.config(m_storage), MoodleTables::initialConfig());
}

void TstSqlMoodleSite::statementsDoWhatTheySay_data()
{
    QTest::addColumn<QString>("storage");
    QTest::addColumn<QString>("text");
    for (const char *name : {"InnoDB", "MyISAM"}) {
        QTest::addRow("%s, plain", name) << QString::fromLatin1(name) << QStringLiteral("/backup");
        QTest::addRow("%s, quoted", name) << QString::fromLatin1(name) << QStringLiteral("/it's a \\ \"thing\"");
        QTest::addRow("%s, unseen", name) << QString::fromLatin1(name) << QStringLiteral("/a\nb\u202e");
    }
}

void TstSqlMoodleSite::statementsDoWhatTheySay()
{
    QFETCH(QString, text);
    reset();
    const auto moodle = site();
    QVERIFY(moodle);
    const Result<bool> transactions = moodle->hasTransactions();
    QVERIFY(transactions);
    const QStringList shown =
        moodle->statementsFor({{folder, QString(), text}, {missing, std::nullopt, QStringLiteral("5")}});
    const QString all = shown.join(u'\n');
    QCOMPARE(shown.first() == QLatin1String("START TRANSACTION;"), *transactions);
    QCOMPARE(all.contains(QChar(0x202e)), false); // what cannot be seen is not hidden in a review
    QCOMPARE(all.contains(QLatin1String("FOR UPDATE")), *transactions);
    const Result<QByteArray> run = m_tables.sql(m_storage, all);
    QVERIFY2(run, run ? "" : qPrintable(run.error().detail));
    const Result<MoodleConfig> config = moodle->backupConfig();
    QVERIFY(config);
    QCOMPARE(config->values.value(folder), text);
    QCOMPARE(config->values.value(missing), QStringLiteral("5"));
}

void TstSqlMoodleSite::listsCourses()
{
    reset();
    const auto moodle = site();
    QVERIFY(moodle);
    const Result<QList<Course>> courses = moodle->courses();
    QVERIFY2(courses, courses ? "" : qPrintable(courses.error().detail));
    QCOMPARE(*courses,
             (QList<Course> {{1, QStringLiteral("moodle"), QStringLiteral("Moodle at the college"), true},
                             {2, QStringLiteral("bioc1001"), QStringLiteral("Déjà vu in biology"), true},
                             {7, QStringLiteral("math-101"), QStringLiteral("Old things"), false}}));
}

void TstSqlMoodleSite::namesMissingTable()
{
    reset();
    const auto moodle = site(QStringLiteral("other_"));
    QVERIFY(moodle);
    const Result<MoodleConfig> config = moodle->backupConfig();
    QVERIFY(!config);
    QCOMPARE(config.error().kind, ErrorKind::MissingTable);
    QVERIFY2(config.error().message.contains(QLatin1String("other_backup_config")), qPrintable(config.error().message));
    QVERIFY(config.error().advice.contains(QLatin1String("prefix")));
    QCOMPARE(moodle->hasTransactions().error().kind, ErrorKind::MissingTable);
    QCOMPARE(moodle->courses().error().kind, ErrorKind::MissingTable);
    QCOMPARE(moodle->compareAndSet({{keep, QStringLiteral("1"), QStringLiteral("2")}}).error().kind,
             ErrorKind::MissingTable);
}

void TstSqlMoodleSite::recognisesALaterMoodle()
{
    reset();
    QVERIFY(m_tables.sql(m_storage,
                         QStringLiteral("DROP TABLE mdl_backup_config; "
                                        "CREATE TABLE mdl_backup_controllers (id BIGINT)")));
    const auto moodle = site();
    QVERIFY(moodle);
    const Result<MoodleConfig> config = moodle->backupConfig();
    QVERIFY(m_tables.sql(m_storage, QStringLiteral("DROP TABLE mdl_backup_controllers")));
    QVERIFY(!config);
    QCOMPARE(config.error().kind, ErrorKind::MissingTable);
    QVERIFY2(config.error().message.contains(QLatin1String("mdl_config_plugins")), qPrintable(config.error().message));
}

void TstSqlMoodleSite::refusesUnsafePrefix_data()
{
    QTest::addColumn<QString>("prefix");
    QTest::newRow("quote") << QStringLiteral("mdl_`");
    QTest::newRow("blank") << QStringLiteral("mdl ");
    QTest::newRow("statement") << QStringLiteral("x; DROP TABLE y");
    QTest::newRow("other database") << QStringLiteral("mysql.");
    QTest::newRow("letter of another script") << QStringLiteral("mdł_");
    QTest::newRow("digit of another script") << QStringLiteral("mdl\u0663");
    QTest::newRow("long") << QString(41, u'm');
}

void TstSqlMoodleSite::refusesUnsafePrefix()
{
    QFETCH(QString, prefix);
    const Result<std::unique_ptr<MoodleSite>> opened =
        SqlMoodleSite::open(m_connections, m_tables.address(QStringLiteral("InnoDB")), prefix);
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::BadInput);
}

void TstSqlMoodleSite::refusesLatin1Mangling()
{
    m_storage = QStringLiteral("InnoDB");
    QVERIFY(m_tables.reset(m_storage));
    QVERIFY(m_tables.sql(m_storage, QStringLiteral("ALTER TABLE mdl_backup_config CONVERT TO CHARACTER SET latin1")));
    const auto moodle = site();
    QVERIFY(moodle);
    const Result<QList<ConfigOutcome>> mangled = moodle->compareAndSet(
        {{keep, QStringLiteral("1"), QStringLiteral("2")}, {folder, QString(), QStringLiteral("/łódź")}});
    QVERIFY(!mangled);
    QCOMPARE(m_tables.config(m_storage), MoodleTables::initialConfig());
    // What the column can hold is compared and written as text, not as its bytes in another encoding.
    const Result<QList<ConfigOutcome>> there = moodle->compareAndSet({{folder, QString(), QStringLiteral("/é")}});
    QVERIFY(there);
    QCOMPARE(there->first().kind, Kind::Written);
    const Result<QList<ConfigOutcome>> back = moodle->compareAndSet({{folder, QStringLiteral("/é"), QString()}});
    QVERIFY(back);
    QCOMPARE(back->first().kind, Kind::Written);
}

void TstSqlMoodleSite::deniedAccounts()
{
    QVERIFY(m_tables.reset(QStringLiteral("InnoDB")));
    SqlAddress address = m_tables.address(QStringLiteral("InnoDB"));
    address.password = QStringLiteral("wrong");
    Error error = errorOf(address);
    QCOMPARE(error.kind, ErrorKind::AuthenticationFailed);
    QVERIFY2(error.message.contains(QLatin1String("workspace")), qPrintable(error.message));
    QVERIFY(!(error.message + error.advice + error.detail).contains(QLatin1String("wrong")));

    address.user = QStringLiteral("nobody-here");
    QCOMPARE(errorOf(address).kind, ErrorKind::AuthenticationFailed);

    QVERIFY(m_tables.server().createUser(QStringLiteral("stranger"), QStringLiteral("x"),
                                         {QStringLiteral("SELECT ON `moodle_myisam`.*")}));
    address.user = QStringLiteral("stranger");
    address.password = QStringLiteral("x");
    error = errorOf(address);
    QCOMPARE(error.kind, ErrorKind::PermissionDenied);
    QVERIFY2(error.message.contains(QLatin1String("moodle_innodb")), qPrintable(error.message));
}

void TstSqlMoodleSite::wrongAddresses()
{
    SqlAddress address = m_tables.address(QStringLiteral("InnoDB"));
    address.user = QStringLiteral("root");
    address.password.clear();
    address.database = QStringLiteral("not_there");
    QCOMPARE(errorOf(address).kind, ErrorKind::NotFound);
    address.location += QStringLiteral("-not");
    QCOMPARE(errorOf(address).kind, ErrorKind::Unreachable);
    address.location = QStringLiteral("/tmp/a;MYSQL_OPT_RECONNECT=1"); // a name like any: the driver is given another
    QCOMPARE(errorOf(address).kind, ErrorKind::Unreachable);

    SqlAddress file = m_tables.address(QStringLiteral("SQLite"));
    file.location += QStringLiteral(".not");
    QCOMPARE(errorOf(file).kind, ErrorKind::NotFound);
    QVERIFY(!QFile::exists(file.location)); // looking does not make one
}

void TstSqlMoodleSite::selectOnlyAccountCannotWrite_data()
{
    QTest::addColumn<QString>("storage");
    QTest::newRow("InnoDB") << QStringLiteral("InnoDB");
    QTest::newRow("MyISAM") << QStringLiteral("MyISAM");
}

void TstSqlMoodleSite::selectOnlyAccountCannotWrite()
{
    reset();
    QVERIFY(
        m_tables.server().createUser(QStringLiteral("looker"), QStringLiteral("x"),
                                     {QStringLiteral("SELECT ON `%1`.*").arg(MoodleTables::databaseName(m_storage))}));
    SqlAddress address = m_tables.address(m_storage);
    address.user = QStringLiteral("looker");
    address.password = QStringLiteral("x");
    const Result<std::unique_ptr<MoodleSite>> moodle =
        SqlMoodleSite::open(m_connections, address, QStringLiteral("mdl_"));
    QVERIFY(moodle);
    QVERIFY((*moodle)->backupConfig());
    const Result<QList<ConfigOutcome>> outcomes =
        (*moodle)->compareAndSet({{keep, QStringLiteral("1"), QStringLiteral("2")}});
    QVERIFY(!outcomes);
    QCOMPARE(outcomes.error().kind, ErrorKind::PermissionDenied);
    QVERIFY2(outcomes.error().message.contains(QLatin1String("Nothing was written")),
             qPrintable(outcomes.error().message));
    QVERIFY(outcomes.error().advice.contains(QLatin1String("UPDATE")));
    QCOMPARE(m_tables.config(m_storage), MoodleTables::initialConfig());

    // The least that changing needs is enough, and no more than it: a new row is refused.
    QVERIFY(m_tables.server().createUser(QStringLiteral("looker"), QStringLiteral("x"),
                                         {QStringLiteral("SELECT, UPDATE (value) ON `%1`.mdl_backup_config")
                                              .arg(MoodleTables::databaseName(m_storage))}));
    const Result<std::unique_ptr<MoodleSite>> least =
        SqlMoodleSite::open(m_connections, address, QStringLiteral("mdl_"));
    QVERIFY(least);
    const Result<QList<ConfigOutcome>> both = (*least)->compareAndSet({{missing, std::nullopt, QStringLiteral("5")}});
    QVERIFY(!both);
    QCOMPARE(both.error().kind, ErrorKind::PermissionDenied);
    const Result<QList<ConfigOutcome>> one =
        (*least)->compareAndSet({{keep, QStringLiteral("1"), QStringLiteral("2")}});
    QVERIFY2(one, one ? "" : qPrintable(one.error().detail));
    QCOMPARE(one->first().kind, Kind::Written);
}

void TstSqlMoodleSite::saysWhenTheFileIsDamaged()
{
    m_storage = QStringLiteral("SQLite");
    SqlAddress address = m_tables.address(m_storage);
    address.location += QStringLiteral(".damaged");
    QFile file(address.location);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(4096, 'x'));
    file.close();
    const Result<std::unique_ptr<MoodleSite>> moodle =
        SqlMoodleSite::open(m_connections, address, QStringLiteral("mdl_"));
    QVERIFY(moodle);
    const Result<MoodleConfig> config = (*moodle)->backupConfig();
    QVERIFY(!config);
    QCOMPARE(config.error().kind, ErrorKind::Damaged);
}

NIGHTKEEP_TEST(TstSqlMoodleSite, integration, Core, 300)
#include "tst_sqlmoodlesite.moc"
