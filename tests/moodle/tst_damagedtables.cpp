// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moodle/sqlmoodlesite.h"
#include "tests/moodle/moodletables.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QTest>

using namespace Nightkeep;

Q_DECLARE_METATYPE(Nightkeep::ErrorKind)

/// MyISAM, which is what a Moodle of 2008 keeps its tables in, is damaged by every crash and full disk.
class TstDamagedTables : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void saysSo_data();
    void saysSo();
    void numbers_data();
    void numbers();

private:
    [[nodiscard]] QString file(const QString &ending) const
    {
        return QFileInfo(m_tables.server().socketPath()).path()
            + QStringLiteral("/data/%1/mdl_backup_config.%2").arg(MoodleTables::databaseName(m_storage), ending);
    }

    const QString m_storage = QStringLiteral("MyISAM");
    mutable MoodleTables m_tables;
    SqlConnections m_connections;
};

void TstDamagedTables::initTestCase()
{
    // Else the server would mend most of it by itself.
    const Result<void> started = m_tables.start({QStringLiteral("--myisam-recover-options=OFF")});
    QVERIFY2(started, started ? "" : qPrintable(started.error().detail));
}

void TstDamagedTables::saysSo_data()
{
    QTest::addColumn<QString>("ending");
    QTest::addColumn<qint64>("at");
    QTest::addColumn<QByteArray>("bytes"); // empty: cut there
    QTest::newRow("index marked as crashed") << QStringLiteral("MYI") << qint64(26) << QByteArray("\x03");
    QTest::newRow("repair failed") << QStringLiteral("MYI") << qint64(26) << QByteArray("\x0b");
    QTest::newRow("index cut") << QStringLiteral("MYI") << qint64(64) << QByteArray();
    QTest::newRow("index of nothing") << QStringLiteral("MYI") << qint64(0) << QByteArray(1024, '\0');
    QTest::newRow("rows cut") << QStringLiteral("MYD") << qint64(30) << QByteArray();
    QTest::newRow("rows overwritten") << QStringLiteral("MYD") << qint64(0) << QByteArray(120, '\xff');
}

void TstDamagedTables::saysSo()
{
    QFETCH(QString, ending);
    QFETCH(qint64, at);
    QFETCH(QByteArray, bytes);
    const Result<void> made = m_tables.reset(m_storage);
    QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
    QVERIFY(m_tables.sql(m_storage, QStringLiteral("FLUSH TABLES mdl_backup_config")));
    QFile table(file(ending));
    QVERIFY2(table.open(QIODevice::ReadWrite), qPrintable(table.fileName()));
    QVERIFY(bytes.isEmpty() ? table.resize(at) : table.seek(at) && table.write(bytes) == bytes.size());
    table.close();

    const Result<std::unique_ptr<MoodleSite>> moodle =
        SqlMoodleSite::open(m_connections, m_tables.address(m_storage), QStringLiteral("mdl_"));
    QVERIFY2(moodle, moodle ? "" : qPrintable(moodle.error().detail));
    const Result<MoodleConfig> config = (*moodle)->backupConfig();
    QVERIFY(!config);
    QVERIFY2(config.error().kind == ErrorKind::Damaged, qPrintable(config.error().message + config.error().detail));
    QVERIFY2(config.error().message.contains(QLatin1String("mdl_backup_config")), qPrintable(config.error().message));
    QVERIFY(config.error().advice.contains(QLatin1String("repair")));
}

void TstDamagedTables::numbers_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("words");
    QTest::addColumn<ErrorKind>("kind");
    const auto row = [](const char *name, int code, const char *words, ErrorKind kind) {
        QTest::newRow(name) << code << QString::fromUtf8(words) << kind;
    };
    for (int code = 126; code <= 145; ++code)
        QTest::addRow("handler error %d", code) << code << QStringLiteral("no text is needed") << ErrorKind::Damaged;
    row("file too short", 175, "", ErrorKind::Damaged);
    row("wrong checksum", 176, "", ErrorKind::Damaged);
    row("index corrupt", 180, "", ErrorKind::Damaged);
    row("before them", 125, "", ErrorKind::Failed);
    row("after them", 146, "", ErrorKind::Failed);
    row("in words", 1030, "Got error 127 \"Record file is crashed\" from storage engine", ErrorKind::Damaged);
    row("in words, engine named", 1030, "Got error 134 from storage engine MyISAM", ErrorKind::Damaged);
    row("in German", 1030, "Fehler 145 (Speicher-Engine MyISAM)", ErrorKind::Damaged);
    row("in German, not damaged", 1030, "Fehler 28 (Speicher-Engine MyISAM)", ErrorKind::DiskFull);
    row("index corrupt, in words", 1030, "Got error 180 \"Index corrupted\" from storage engine InnoDB",
        ErrorKind::Damaged);
    row("a full disk, in words", 1030, "Got error 28 from storage engine", ErrorKind::DiskFull);
    row("a full disk, in more words", 1030, "Got error 28 \"No space left on device\" from storage engine MyISAM",
        ErrorKind::DiskFull);
    row("another error", 1030, "Got error 168 from storage engine", ErrorKind::Failed);
    row("no number", 1030, "Got error from storage engine", ErrorKind::Failed);
    row("cannot be opened", 1016, "Can't open file: 'mdl_course.MYI' (errno: 145)", ErrorKind::Damaged);
    row("cannot be opened, later words", 1016,
        "Can't open file: './moodle2008/mdl_course.MYI' (errno: 145 \"Table was marked as crashed\")",
        ErrorKind::Damaged);
    row("cannot be opened, in French", 1016, "Ne peut ouvrir le fichier: 'mdl_course.MYI' (Errcode: 145)",
        ErrorKind::Damaged);
    row("one file gone", 1016, "Can't open file: 'mdl_course.MYI' (errno: 2)", ErrorKind::Damaged);
    row("too many files open", 1016, "Can't open file: 'x.MYI' (errno: 24)", ErrorKind::Busy);
    row("may not be opened", 1016, "Can't open file: 'x.MYI' (errno: 13)", ErrorKind::PermissionDenied);
    row("not found", 1017, "Can't find file: './moodle/mdl_course.MYI' (errno: 2)", ErrorKind::Damaged);
    row("not found, without a number", 1017, "", ErrorKind::Damaged);
    row("may not be looked for", 1017, "Can't find file: './moodle/mdl_course.frm' (errno: 13)",
        ErrorKind::PermissionDenied);
    row("not looked for, too many files open", 1017, "Can't find file: 'mdl_course' (errno: 23)", ErrorKind::Busy);
    row("wrong index", 1034, "Incorrect key file for table 'mdl_course'; try to repair it", ErrorKind::Damaged);
    row("wrong index of a table of the server's own", 1034,
        "Incorrect key file for table '/tmp/#sql_3fa_0.MYI'; try to repair it", ErrorKind::DiskFull);
    row("the same by the engine's number", 126, "Incorrect key file for table '/tmp/#sql_3fa_0.MYI'; try to repair it",
        ErrorKind::DiskFull);
    row("old index", 1035, "", ErrorKind::Damaged);
    row("corrupt index", 1712, "", ErrorKind::Damaged);
    row("corrupt table", 1877, "", ErrorKind::Damaged);
    row("described, and not there", 1932, "", ErrorKind::Damaged);
    row("no engine", 1033, "Incorrect information in file: './moodle/mdl_course.frm'", ErrorKind::Failed);
    row("no engine of that name", 1286, "Unknown storage engine 'InnoDB'", ErrorKind::Failed);
    row("full", 1114, "The table is full", ErrorKind::DiskFull);
    row("not from there", 1130, "Host '127.0.0.1' is not allowed to connect", ErrorKind::PermissionDenied);
    row("not from there any more", 1129, "Host '127.0.0.1' is blocked", ErrorKind::PermissionDenied);
}

void TstDamagedTables::numbers()
{
    QFETCH(int, code);
    QFETCH(QString, words);
    QFETCH(ErrorKind, kind);
    SqlAddress address;
    address.server = QStringLiteral("moodledb-a");
    address.user = QStringLiteral("look");
    const SqlFailure failure =
        Sql::failureFor(address, QStringLiteral("mdl_course"),
                        QSqlError(QStringLiteral("QMYSQL"), words, QSqlError::StatementError, QString::number(code)));
    QVERIFY2(failure.error.kind == kind, qPrintable(failure.error.message));
    QVERIFY(!failure.lost);
    QVERIFY(!failure.error.advice.isEmpty());
    if (code == 1130)
        QVERIFY2(failure.error.advice.contains(QLatin1String("look@'127.0.0.1'")), qPrintable(failure.error.advice));
    if (code == 1033)
        QVERIFY2(failure.error.message.contains(QLatin1String("does not run")), qPrintable(failure.error.message));
}

NIGHTKEEP_TEST(TstDamagedTables, integration, Core)
#include "tst_damagedtables.moc"
