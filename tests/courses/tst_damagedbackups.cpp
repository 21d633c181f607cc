// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// resources/remote/backups.sh over two thousand backups that damagedbackups.py makes, whole and damaged: what unzip,
// 7-Zip and Python all refuse is never taken for sound, and none that is whole is doubted.
#include "tests/courses/otherperl.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QHash>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace Nightkeep;
namespace Files = Nightkeep::BackupFiles;

namespace {

/// Kinds of damage of which some change nothing that a restore would need, and why.
const QHash<QByteArray, const char *> MayBeHarmless {
    {"a bit", "it may be one of a time or an attribute"},
    {"a bit of its data", "packing may leave some over in its last byte"},
    {"a bit of its directory", "it may be one of a time or an attribute"},
    {"a bit of a local header", "it may be one of a time"},
    {"overlapping members", "one is there twice, and both are whole; unzip alone minds it"},
    {"odd packing", "nobody here can tell what is in it: it never comes to more than closed properly"},
};

/// What would fill a memory and is sound all the same, and how far that is looked at.
const QHash<QByteArray, ZipLevel> SoundBombs {
    {"nested.zip", ZipLevel::Complete}, // what a course holds is not unpacked
    {"many.zip", ZipLevel::Closed}, // more members than any course has
};

} // namespace

class TstDamagedBackups : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void wholeOnesAreNotDoubted_data() { rowsOf("good"); }
    void wholeOnesAreNotDoubted();
    void damagedOnesAreNotBelieved_data() { rowsOf("bad"); }
    void damagedOnesAreNotBelieved();
    void bombsAreBounded();
    void allWereThere();

private:
    struct Judged
    {
        QByteArray path;
        QByteArray said; ///< by unzip, 7-Zip and Python: 'g' is good, 'b' bad
        FoundFile closed, through;
    };
    void rowsOf(const QByteArray &folder) const;

    std::unique_ptr<Files::DataServer> m_server;
    QHash<QByteArray, QList<Judged>> m_judged; ///< by folder and kind
    QHash<QByteArray, FoundFile> m_bombs;
    qint64 m_peak = 0; ///< KiB, of all files
};

void TstDamagedBackups::initTestCase()
{
    m_server = std::make_unique<Files::DataServer>();
    QProcess maker;
    maker.start(QStringLiteral("python3"),
                {qEnvironmentVariable("NIGHTKEEP_SOURCE_DIR") + QStringLiteral("/tests/courses/damagedbackups.py"),
                 m_server->root() + QStringLiteral("/shared")});
    QVERIFY2(maker.waitForFinished(900000), qPrintable(maker.errorString()));
    QVERIFY2(maker.exitStatus() == QProcess::NormalExit && maker.exitCode() == 0,
             maker.readAllStandardError().constData());

    const QTemporaryDir folder;
    const QString told = folder.filePath(QStringLiteral("peak"));
    QHash<QByteArray, FoundFile> closed, through;
    {
        // Each perl itself says at its end what the most memory was that it has had.
        const Files::OtherPerl perl({}, {},
                                    "END { local $/; open(my $state, '<', '/proc/self/status');\n"
                                    "my ($peak) = <$state> =~ /^VmHWM:\\s*(\\d+) kB$/m;\n"
                                    "open(my $told, '>>', '"
                                        + QFile::encodeName(told) + "'); print {$told} \"$peak\\n\"; close($told) }");
        const Inventory bounded = m_server->shared(InventoryOrder::Depth::Closed);
        for (const FoundFile &file : bounded.files)
            closed.insert(file.path, file);
        const Inventory whole = m_server->shared(InventoryOrder::Depth::Through);
        for (const FoundFile &file : whole.files)
            through.insert(file.path, file);
    }
    QFile peak(told);
    QVERIFY(peak.open(QIODevice::ReadOnly));
    for (QByteArray line = peak.readLine(); !line.isEmpty(); line = peak.readLine())
        m_peak = qMax(m_peak, line.trimmed().toLongLong());

    for (const QByteArray &line : maker.readAllStandardOutput().split('\n')) {
        const qsizetype tab = line.indexOf('\t');
        if (tab < 0)
            continue;
        const QByteArray path = line.left(tab);
        QVERIFY2(closed.contains(path) && through.contains(path), path.constData());
        m_judged[path.left(path.lastIndexOf('/'))].append(
            {path, line.mid(tab + 1), closed.value(path), through.value(path)});
    }
    for (auto file = through.cbegin(); file != through.cend(); ++file) {
        if (file.key().startsWith("bombs/"))
            m_bombs.insert(file.key().mid(6), file.value());
    }
}

void TstDamagedBackups::rowsOf(const QByteArray &folder) const
{
    QTest::addColumn<QByteArray>("kind");
    QByteArrayList kinds = m_judged.keys();
    std::sort(kinds.begin(), kinds.end());
    for (const QByteArray &kind : std::as_const(kinds)) {
        if (kind.startsWith(folder + '/'))
            QTest::newRow(kind.mid(folder.size() + 1).constData()) << kind;
    }
}

void TstDamagedBackups::wholeOnesAreNotDoubted()
{
    QFETCH(QByteArray, kind);
    for (const Judged &one : m_judged.value(kind)) {
        // Some do not read all: unzip and Python take an end that a comment quotes for the end.
        QVERIFY2(one.said.contains('g'), one.path.constData());
        QVERIFY2(one.through.check.level == ZipLevel::Complete && !one.through.check.isDoubtful(),
                 (one.path + ": " + nameOf(one.through.check.fault).toLatin1()).constData());
        QVERIFY2(one.closed.check.level == ZipLevel::Closed && !one.closed.check.isDoubtful(),
                 (one.path + ": " + nameOf(one.closed.check.fault).toLatin1()).constData());
    }
}

void TstDamagedBackups::damagedOnesAreNotBelieved()
{
    QFETCH(QByteArray, kind);
    const bool mayBeHarmless = MayBeHarmless.contains(kind.mid(4));
    int found = 0;
    int by[3] = {};
    const QList<Judged> all = m_judged.value(kind);
    for (const Judged &one : all) {
        const ZipCheck &through = one.through.check;
        const QByteArray what = one.path + ": " + nameOf(through.level).toLatin1();
        if (one.said == "bbb")
            QVERIFY2(through.isDoubtful() || through.level <= ZipLevel::Closed, what.constData());
        QVERIFY2(through.isDoubtful() || mayBeHarmless, what.constData());
        // What is found in a part is found in all of it.
        QVERIFY2(one.closed.check.level <= ZipLevel::Closed && (through.isDoubtful() || !one.closed.check.isDoubtful()),
                 what.constData());
        found += through.isDoubtful() ? 1 : 0;
        for (int i = 0; i < 3; ++i)
            by[i] += one.said.at(i) == 'b' ? 1 : 0;
    }
    qInfo("%lld files: %d found, %d by unzip or gzip and tar, %d by 7-Zip, %d by Python", qlonglong(all.size()), found,
          by[0], by[1], by[2]);
}

void TstDamagedBackups::bombsAreBounded()
{
    QVERIFY(m_bombs.size() >= 15);
    for (auto bomb = m_bombs.cbegin(); bomb != m_bombs.cend(); ++bomb)
        QVERIFY2(bomb->check.isDoubtful() || bomb->check.level <= SoundBombs.value(bomb.key(), ZipLevel::NotChecked),
                 bomb.key().constData());
    qInfo("%lld KiB of memory at most", m_peak);
    QVERIFY(m_peak > 0 && m_peak <= 256 * 1024);
}

void TstDamagedBackups::allWereThere()
{
    qsizetype kinds = 0;
    qsizetype good = 0;
    qsizetype bad = 0;
    for (auto kind = m_judged.cbegin(); kind != m_judged.cend(); ++kind) {
        const bool isGood = kind.key().startsWith("good/");
        kinds += isGood ? 0 : 1;
        (isGood ? good : bad) += kind->size();
    }
    QVERIFY(kinds >= 15 && bad >= 1000 && good >= 500);
    for (auto kind = MayBeHarmless.cbegin(); kind != MayBeHarmless.cend(); ++kind)
        QVERIFY2(m_judged.contains("bad/" + kind.key()), kind.value());
}

NIGHTKEEP_TEST(TstDamagedBackups, fault, Core, 600)
#include "tst_damagedbackups.moc"
