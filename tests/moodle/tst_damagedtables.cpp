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
    QTest::newRow("index cut") << QStringLiteral("MYI") << qint64(512) << QByteArray();
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
    const Result<QHash<QString, QString>> config = (*moodle)->backupConfig();
    QVERIFY(!config);
    QVERIFY2(config.error().kind == ErrorKind::Damaged, qPrintable(config.error().message + config.error().detail));
    QVERIFY2(config.error().message.contains(QLatin1String("mdl_backup_config")), qPrintable(config.error().message));
    QVERIFY(config.error().advice.contains(QLatin1String("repair")));
}

void TstDamagedTables::numbers_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("words");
    QTest::addColumn<bool>("damaged");
    for (int code = 126; code <= 145; ++code)
        QTest::addRow("handler error %d", code) << code << QStringLiteral("no text is needed") << true;
    QTest::newRow("file too short") << 175 << QString() << true;
    QTest::newRow("wrong checksum") << 176 << QString() << true;
    QTest::newRow("before them") << 125 << QString() << false;
    QTest::newRow("after them") << 146 << QString() << false;
    QTest::newRow("told in words") << 1030
                                   << QStringLiteral("Got error 127 \"Record file is crashed\" from storage engine")
                                   << true;
    QTest::newRow("told in words, without a text of its own")
        << 1030 << QStringLiteral("Got error 134 from storage engine MyISAM") << true;
    QTest::newRow("a full disk, told in words") << 1030 << QStringLiteral("Got error 28 from storage engine") << false;
    QTest::newRow("cannot be opened") << 1016 << QStringLiteral("Can't open file: 'mdl_course.MYI' (errno: 145)")
                                      << true;
    QTest::newRow("cannot be opened by anybody")
        << 1016 << QStringLiteral("Can't open file: 'x.MYI' (errno: 24)") << false;
    QTest::newRow("wrong index") << 1034 << QString() << true;
    QTest::newRow("old index") << 1035 << QString() << true;
    QTest::newRow("described, and not there") << 1932 << QString() << true;
}

void TstDamagedTables::numbers()
{
    QFETCH(int, code);
    QFETCH(QString, words);
    QFETCH(bool, damaged);
    SqlAddress address;
    address.server = QStringLiteral("moodledb-a");
    const SqlFailure failure =
        Sql::failureFor(address, QStringLiteral("mdl_course"),
                        QSqlError(QStringLiteral("QMYSQL"), words, QSqlError::StatementError, QString::number(code)));
    QCOMPARE(failure.error.kind == ErrorKind::Damaged, damaged);
    QVERIFY(!failure.lost);
}

NIGHTKEEP_TEST(TstDamagedTables, integration, Core)
#include "tst_damagedtables.moc"
