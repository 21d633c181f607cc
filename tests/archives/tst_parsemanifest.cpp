// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/archivemanifest.h"
#include "tests/support/madeframe.h"
#include "tests/support/moments.h"
#include "tests/support/testmain.h"

#include <QCryptographicHash>
#include <QtTest>

#include <functional>

using namespace Nightkeep;

namespace {

/// Of a file of today, one that little is known of, and one of before.
QList<FrameRecord> manifestRecords()
{
    return {
        {"run",
         {"20080829-031500-summer", "summer", "moodle", "newest-per-course", "2008-06-01", "moodle-a", "/data/moodle",
          "/data/archives", "rfg@workspace", someMomentText, "3", "3000"}},
        {"tar", {"10240", QByteArray(64, 'a'), someMomentText}},
        {"file", {"33/backupdata/a\n.zip", "700", someMomentText, QByteArray(64, 'b'), "33", someMomentText, "BIOC"}},
        {"file", {"..a/b..zip", "0", someMomentText, QByteArray(64, '0'), "", "", ""}},
        {"file", {"47/backupdata/b.zip", "5", someMomentText}}};
}

} // namespace

class TstParseManifest : public QObject
{
    Q_OBJECT

private slots:
    void readsEachMember();
    void senselessManifests_data();
    void senselessManifests();
    void brokenOffManifests();
};

void TstParseManifest::readsEachMember()
{
    const QByteArray bytes = frameOf("archive-manifest", manifestRecords());
    const Result<ArchiveManifest> manifest = parseManifest(bytes);
    QVERIFY2(manifest.has_value(), manifest ? "" : qPrintable(manifest.error().message + manifest.error().detail));
    QCOMPARE(manifest->run.id, QStringLiteral("20080829-031500-summer"));
    QCOMPARE(manifest->run.files, 3);
    QCOMPARE(manifest->tarBytes, 10240);
    QCOMPARE(manifest->tarSha256, QByteArray(64, 'a'));
    QCOMPARE(manifest->finishedAt.toSecsSinceEpoch(), someMoment);
    QCOMPARE(manifest->sha256, QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
    QCOMPARE(manifest->files.size(), 3);
    const QDateTime moment = manifest->finishedAt;
    QCOMPARE(
        manifest->files.at(0),
        (ArchivedFile {"33/backupdata/a\n.zip", 700, moment, QByteArray(64, 'b'), 33, moment, QStringLiteral("BIOC")}));
    QCOMPARE(manifest->files.at(1),
             (ArchivedFile {"..a/b..zip", 0, moment, QByteArray(64, '0'), std::nullopt, {}, {}}));
    QCOMPARE(manifest->files.at(2), (ArchivedFile {"47/backupdata/b.zip", 5, moment, {}, std::nullopt, {}, {}}));
}

void TstParseManifest::senselessManifests_data()
{
    QTest::addColumn<QList<FrameRecord>>("records");
    const auto row = [](const char *name, const std::function<void(QList<FrameRecord> &)> &change) {
        QList<FrameRecord> records = manifestRecords();
        change(records);
        QTest::newRow(name) << records;
    };
    const auto field = [&row](const char *name, int record, int number, const QByteArray &value) {
        row(name, [&](QList<FrameRecord> &records) { records[record].fields[number] = value; });
    };
    row("nothing", [](QList<FrameRecord> &records) { records.clear(); });
    row("a run alone", [](QList<FrameRecord> &records) { records = records.mid(0, 1); });
    row("no tar", [](QList<FrameRecord> &records) { records.removeAt(1); });
    row("no run", [](QList<FrameRecord> &records) { records.removeAt(0); });
    row("a file too few", [](QList<FrameRecord> &records) { records.removeLast(); });
    row("a field too many", [](QList<FrameRecord> &records) { records[2].fields.append("x"); });
    row("four fields", [](QList<FrameRecord> &records) { records[4].fields.append(QByteArray(64, 'a')); });
    row("no fields", [](QList<FrameRecord> &records) { records[4].fields.clear(); });
    row("a record of another kind", [](QList<FrameRecord> &records) { records[3].type = "link"; });
    field("a run of 1970", 0, 9, "7");
    field("a tar of less than nothing", 1, 0, "-1");
    field("a tar of more than 1 EiB", 1, 0, "9223372036854775807");
    field("a tar without a hash", 1, 1, "");
    field("a tar's hash that is cut off", 1, 1, QByteArray(63, 'a'));
    field("a tar that was never finished", 1, 2, "");
    field("a tar smaller than its files", 1, 0, "704");
    field("no path", 2, 0, "");
    field("an absolute path", 2, 0, "/etc/shadow");
    field("a path that leads up", 2, 0, "33/../../x");
    field("a path twice", 4, 0, "..a/b..zip");
    field("less than nothing", 2, 1, "-1");
    field("no size", 2, 1, "");
    field("sizes whose sum overflows", 2, 1, "9223372036854775807");
    field("no time", 2, 2, "");
    field("a time of 1970", 2, 2, "7");
    field("a time after 2100", 4, 2, "4133980800");
    field("no hash", 2, 3, "");
    field("a hash in capitals", 2, 3, QByteArray(64, 'A'));
    field("a hash too long", 2, 3, QByteArray(65, 'a'));
    field("a course below zero", 2, 4, "-33");
    field("a course that is a word", 2, 4, "BIOC1001");
    field("made at the end of time", 2, 5, "9223372036854775807");
}

void TstParseManifest::senselessManifests()
{
    QFETCH(QList<FrameRecord>, records);
    const Result<ArchiveManifest> manifest = parseManifest(frameOf("archive-manifest", records));
    QVERIFY(!manifest.has_value());
    QCOMPARE(manifest.error().kind, ErrorKind::Damaged);
}

void TstParseManifest::brokenOffManifests()
{
    const QByteArray whole = frameOf("archive-manifest", manifestRecords());
    QVERIFY(parseManifest(whole).has_value());
    for (qsizetype length = 0; length < whole.size(); ++length)
        QVERIFY2(!parseManifest(whole.left(length)).has_value(), qPrintable(QString::number(length)));
    QVERIFY(!parseManifest(whole + whole).has_value());
    QVERIFY(!parseManifest(frameOf("archive-status", manifestRecords())).has_value());
}

NIGHTKEEP_TEST(TstParseManifest, unit, Core)
#include "tst_parsemanifest.moc"
