// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Copies and archives of this machine: real zips, real tars, and what somebody made of them.
#include "app/archive/localarchivefiles.h"
#include "tests/support/testmain.h"

#include <KZip>
#include <QBuffer>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimeZone>
#include <QtTest>

#include <sys/stat.h>

using namespace Nightkeep;

namespace {

QByteArray localZip(const QStringList &names)
{
    QBuffer buffer;
    buffer.open(QIODevice::ReadWrite);
    KZip zip(&buffer);
    bool good = zip.open(QIODevice::WriteOnly);
    for (const QString &name : names)
        good = good && zip.writeFile(name, name.toUtf8().repeated(50));
    if (!good || !zip.close())
        qFatal("cannot make a zip");
    return buffer.data();
}

void localWrite(const QString &name, const QByteArray &bytes)
{
    QFile file(name);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(name));
}

QByteArray localRead(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void localTar(const QString &folder, const QStringList &arguments)
{
    QProcess tar;
    tar.setWorkingDirectory(folder);
    tar.start(QStringLiteral("tar"), arguments);
    if (!tar.waitForFinished(60000) || tar.exitCode() != 0)
        qFatal("tar: %s", tar.readAllStandardError().constData());
}

} // namespace

class TstLocalArchives : public QObject
{
    Q_OBJECT

private slots:
    void aZipIsListed();
    void aTarGzIsListed();
    void whatIsDamagedIsNotListed_data();
    void whatIsDamagedIsNotListed();
    void aBombIsNotUnpacked();
    void aListingIsStopped();
    void aFileIsSummed();
    void whatIsNoFileIsNotRead();
    void aMemberComesOutByteExact();
    void whatIsNotOursIsRefused_data();
    void whatIsNotOursIsRefused();

private:
    LocalArchiveFiles m_files;
};

void TstLocalArchives::aZipIsListed()
{
    const QStringList names {QStringLiteral("moodle.xml"), QStringLiteral("../../etc/passwd"), QStringLiteral("a\nb"),
                             QStringLiteral("course_files/\u202egpj.exe")};
    const Result<QList<InnerMember>> members = m_files.members(localZip(names), CancelToken());
    QVERIFY2(members, members ? "" : qPrintable(members.error().message + members.error().detail));
    QCOMPARE(members->size(), names.size());
    QCOMPARE(members->at(0).name, QStringLiteral("moodle.xml"));
    QCOMPARE(members->at(0).bytes, 500);
    for (const InnerMember &member : *members) {
        QVERIFY(!member.name.contains(u'\n')); // text, and nothing that hides
        QVERIFY(!member.name.contains(QChar(0x202e)));
    }
}

void TstLocalArchives::aTarGzIsListed()
{
    QTemporaryDir folder;
    const QString longName = QStringLiteral("files/") + QString(150, u'l');
    QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("files")));
    localWrite(folder.filePath(QStringLiteral("moodle_backup.xml")), QByteArray(1000, 'x'));
    localWrite(folder.filePath(longName), QByteArray(70000, 'y'));
    localTar(folder.path(),
             {QStringLiteral("-czf"), QStringLiteral("out.mbz"), QStringLiteral("--format=gnu"),
              QStringLiteral("moodle_backup.xml"), longName});
    const Result<QList<InnerMember>> members =
        m_files.members(localRead(folder.filePath(QStringLiteral("out.mbz"))), CancelToken());
    QVERIFY2(members, members ? "" : qPrintable(members.error().message));
    QCOMPARE(members->size(), 2);
    QCOMPARE(members->at(0).name, QStringLiteral("moodle_backup.xml"));
    QCOMPARE(members->at(0).bytes, 1000);
    QVERIFY(members->at(0).modified.isValid());
    QCOMPARE(members->at(1).name, longName);
    QCOMPARE(members->at(1).bytes, 70000);
}

void TstLocalArchives::whatIsDamagedIsNotListed_data()
{
    QTest::addColumn<QByteArray>("copy");
    const QByteArray zip = localZip({QStringLiteral("a"), QStringLiteral("b")});
    QTemporaryDir folder;
    localWrite(folder.filePath(QStringLiteral("a")), QByteArray(300000, 'a'));
    localTar(folder.path(), {QStringLiteral("-czf"), QStringLiteral("t"), QStringLiteral("a")});
    const QByteArray tar = localRead(folder.filePath(QStringLiteral("t")));
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("text") << QByteArray("no zip at all");
    QTest::newRow("a zip cut off") << zip.left(zip.size() / 2);
    QTest::newRow("a zip without its end") << zip.chopped(10);
    QTest::newRow("a tar.gz cut off") << tar.left(tar.size() / 2);
    QTest::newRow("the beginning of one") << tar.left(4);
    QByteArray spoilt = tar;
    for (qsizetype at = tar.size() / 2; at < tar.size() / 2 + 20; ++at)
        spoilt[at] = char(spoilt.at(at) ^ 0x55);
    QTest::newRow("a spoilt one") << spoilt;
}

void TstLocalArchives::whatIsDamagedIsNotListed()
{
    QFETCH(QByteArray, copy);
    const Result<QList<InnerMember>> members = m_files.members(copy, CancelToken());
    QVERIFY(!members);
    QCOMPARE(members.error().kind, ErrorKind::Damaged);
}

void TstLocalArchives::aBombIsNotUnpacked()
{
    QBuffer buffer;
    buffer.open(QIODevice::ReadWrite);
    KZip zip(&buffer);
    QVERIFY(zip.open(QIODevice::WriteOnly));
    QVERIFY(zip.writeFile(QStringLiteral("zeros"), QByteArray(64 * 1024 * 1024, '\0')));
    QVERIFY(zip.close());
    QVERIFY(buffer.size() < 1024 * 1024);
    const Result<QList<InnerMember>> members = m_files.members(buffer.data(), CancelToken());
    QVERIFY(members);
    QCOMPARE(members->constFirst().bytes, 64 * 1024 * 1024); // said, and not unpacked
}

void TstLocalArchives::aListingIsStopped()
{
    CancelToken stopped;
    stopped.cancel();
    QCOMPARE(m_files.members(localZip({QStringLiteral("a")}), stopped).error().kind, ErrorKind::Cancelled);
}

void TstLocalArchives::aFileIsSummed()
{
    QTemporaryDir folder;
    const QString name = folder.filePath(QStringLiteral("a.tar"));
    const QByteArray bytes = QByteArray("0123456789").repeated(300000);
    localWrite(name, bytes);
    qint64 told = 0;
    const Result<LocalArchives::Sum> sum =
        m_files.sum(name, CancelToken(), [&told](const Progress &progress) { told = progress.done; });
    QVERIFY(sum);
    QCOMPARE(sum->sha256, QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
    QCOMPARE(sum->bytes, bytes.size());
    QCOMPARE(told, bytes.size());
}

void TstLocalArchives::whatIsNoFileIsNotRead()
{
    QTemporaryDir folder;
    QCOMPARE(m_files.sum(folder.path(), CancelToken(), {}).error().kind, ErrorKind::BadInput);
    QCOMPARE(m_files.sum(folder.filePath(QStringLiteral("none")), CancelToken(), {}).error().kind, ErrorKind::NotFound);
    const QString pipe = folder.filePath(QStringLiteral("pipe")); // nobody would ever write into it
    QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    QCOMPARE(m_files.sum(pipe, CancelToken(), {}).error().kind, ErrorKind::BadInput);
    QCOMPARE(m_files.memberOf(pipe, "a", CancelToken()).error().kind, ErrorKind::BadInput);
}

void TstLocalArchives::aMemberComesOutByteExact()
{
    QTemporaryDir folder;
    const QStringList names {QStringLiteral("a.zip"), QStringLiteral("b\nc.zip"), QStringLiteral("d*.zip"),
                             QString(120, u'n') + QStringLiteral(".zip")};
    QStringList arguments {QStringLiteral("-cf"), QStringLiteral("out.tar"), QStringLiteral("--format=gnu"),
                           QStringLiteral("--no-wildcards"), QStringLiteral("--")};
    for (qsizetype i = 0; i < names.size(); ++i)
        localWrite(folder.filePath(names.at(i)), QByteArray::number(i).repeated(int(700 * (i + 1))));
    localTar(folder.path(), arguments + names);
    const QString tar = folder.filePath(QStringLiteral("out.tar"));
    for (const QString &name : names) {
        const Result<QByteArray> bytes = m_files.memberOf(tar, name.toUtf8(), CancelToken());
        QVERIFY2(bytes, qPrintable(name));
        QCOMPARE(*bytes, localRead(folder.filePath(name)));
    }
    for (const char *none : {"a", "A.zip", "./a.zip", "", "*.zip", "b"})
        QCOMPARE(m_files.memberOf(tar, none, CancelToken()).error().kind, ErrorKind::NotFound);
}

void TstLocalArchives::whatIsNotOursIsRefused_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("cutTo"); // bytes; -1: whole
    QTest::newRow("a link") << QStringList {QStringLiteral("link")} << -1;
    QTest::newRow("a pipe") << QStringList {QStringLiteral("pipe")} << -1;
    QTest::newRow("upwards") << QStringList {QStringLiteral("-P"), QStringLiteral("sub/../a.zip")} << -1;
    QTest::newRow("cut in a member") << QStringList {QStringLiteral("a.zip")} << 700;
    QTest::newRow("cut behind it") << QStringList {QStringLiteral("a.zip")} << 1536;
    QTest::newRow("packed") << QStringList {QStringLiteral("-z"), QStringLiteral("a.zip")} << -1;
}

void TstLocalArchives::whatIsNotOursIsRefused()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, cutTo);
    QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("sub")));
    localWrite(folder.filePath(QStringLiteral("a.zip")), QByteArray(1000, 'a'));
    QVERIFY(QFile::link(QStringLiteral("/etc/passwd"), folder.filePath(QStringLiteral("link"))));
    QCOMPARE(::mkfifo(QFile::encodeName(folder.filePath(QStringLiteral("pipe"))).constData(), 0600), 0);
    localTar(folder.path(),
             QStringList {QStringLiteral("-cf"), QStringLiteral("out.tar"), QStringLiteral("--format=gnu")}
                 + arguments);
    const QString tar = folder.filePath(QStringLiteral("out.tar"));
    if (cutTo >= 0)
        QVERIFY(QFile::resize(tar, cutTo));
    for (const char *name : {"a.zip", "link", "pipe", "sub/../a.zip"}) {
        const Result<QByteArray> bytes = m_files.memberOf(tar, name, CancelToken());
        QVERIFY(!bytes);
        QCOMPARE(bytes.error().kind, ErrorKind::Damaged);
    }
}

NIGHTKEEP_TEST(TstLocalArchives, unit, Core)
#include "tst_localarchives.moc"
