// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/copystream.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <QTimeZone>

using namespace Nightkeep;

namespace {

const QByteArray StreamSum = QByteArray(64, 'a');

CopyOrder streamOrder(qint64 bytes)
{
    return {"/data/33", "backupdata/a.zip", bytes, QDateTime::fromSecsSinceEpoch(1229223660, QTimeZone::utc())};
}

/// As the program answers it, with these bytes for the file.
QByteArray streamAnswer(const QByteArray &file, const QByteArray &bytes, const QByteArray &sum = StreamSum)
{
    return QByteArrayLiteral("NIGHTKEEP/1\0fetch\0R\0file\0002\0") + bytes + QByteArrayLiteral("\0001229223660\0")
        + QByteArrayLiteral("R\0bytes\0000\0") + file + QByteArrayLiteral("R\0whole\0001\0") + sum
        + QByteArrayLiteral("\0R\0finished\0000\0END\00017\0");
}

/// Taken in pieces of that many bytes.
Result<QByteArray> streamed(const QByteArray &answer, qint64 bytes, qsizetype piece, QByteArray &file)
{
    file.clear();
    CopyStream stream(streamOrder(bytes), [&file](QByteArrayView part) -> Result<void> {
        file.append(part.data(), part.size());
        return {};
    });
    for (qsizetype at = 0; at < answer.size(); at += piece) {
        const QByteArray part = answer.mid(at, piece);
        if (const Result<void> taken = stream.take(part); !taken)
            return fail(taken.error());
    }
    return stream.finish(QStringLiteral("moodle-b"));
}

} // namespace

/// What fetch.sh answers, however the connection cuts it into pieces.
class TstCopyStream : public QObject
{
    Q_OBJECT

private slots:
    void aSizeMayBeLeftToTheProgram_data()
    {
        QTest::addColumn<QByteArray>("size");
        QTest::addColumn<bool>("isTaken");
        QTest::newRow("as many as come") << QByteArray("10") << true;
        QTest::newRow("more than come") << QByteArray("11") << false;
        QTest::newRow("fewer") << QByteArray("9") << false;
        QTest::newRow("more than may") << QByteArray("101") << false;
        QTest::newRow("below zero") << QByteArray("-1") << false;
        QTest::newRow("none") << QByteArray("") << false;
        QTest::newRow("no number") << QByteArray("1e1") << false;
        QTest::newRow("too large a number") << QByteArray("99999999999999999999") << false;
    }
    void aSizeMayBeLeftToTheProgram()
    {
        QFETCH(QByteArray, size);
        QFETCH(bool, isTaken);
        const QByteArray answer = streamAnswer("0123456789", size, {});
        for (const qsizetype piece : {1, 7, 100000}) {
            QByteArray file;
            CopyStream stream(streamOrder(-1),
                              [&file](QByteArrayView part) -> Result<void> {
                                  file.append(part.data(), part.size());
                                  return {};
                              },
                              {RemoteProgram::Fetch, 100});
            Result<void> taken;
            for (qsizetype at = 0; at < answer.size() && taken; at += piece)
                taken = stream.take(answer.mid(at, piece));
            QCOMPARE(taken && stream.finish(QStringLiteral("moodle-b")), isTaken);
            QVERIFY(file.size() <= 100);
            QVERIFY(!isTaken || file == "0123456789");
        }
    }
    void anotherProgramHasItsOwnWords()
    {
        CopyStream stream(
            streamOrder(5), [](QByteArrayView) { return Result<void>(); },
            {RemoteProgram::ArchiveMember, 0, [](const FrameRecord &record, const QString &server) {
                 return Error {ErrorKind::NotFound, server + u' ' + QString::fromUtf8(record.fields.at(0))};
             }});
        QVERIFY(stream.take(QByteArrayLiteral("NIGHTKEEP/1\0archive-member\0R\0refused\0001\0no-member\0"
                                              "R\0finished\0000\0END\0009\0")));
        const Result<QByteArray> ended = stream.finish(QStringLiteral("moodle-b"));
        QVERIFY(!ended);
        QCOMPARE(ended.error().kind, ErrorKind::NotFound);
        QCOMPARE(ended.error().message, QStringLiteral("moodle-b no-member"));
    }
    void theFileComesWhole_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::newRow("some bytes") << QByteArray("PK\x03\x04 and more");
        QTest::newRow("none") << QByteArray();
        QTest::newRow("what looks like the answer's own")
            << QByteArrayLiteral("\0R\0bytes\0000\0R\0whole\0001\0b\0R\0finished\0000\0END\00017\0");
        QTest::newRow("many zeros") << QByteArray(3000, '\0');
    }
    void theFileComesWhole()
    {
        QFETCH(QByteArray, file);
        const QByteArray answer = streamAnswer(file, QByteArray::number(file.size()));
        for (const qsizetype piece : {1, 2, 7, 64, 100000}) {
            QByteArray came;
            const Result<QByteArray> sum = streamed(answer, file.size(), piece, came);
            QVERIFY2(sum, sum ? "" : qPrintable(sum.error().message + sum.error().detail));
            QCOMPARE(*sum, StreamSum);
            QVERIFY(came == file);
        }
        QByteArray came;
        QCOMPARE(*streamed(streamAnswer(file, QByteArray::number(file.size()), {}), file.size(), 9, came),
                 QByteArray());
    }

    void anOrderOfNoMomentTakesTheFileAsItIs()
    {
        const CopyOrder order {"/data/archive", "summer.tar", 4, {}};
        QCOMPARE(copyFields(order).last(), QByteArray());
        QByteArray came;
        CopyStream stream(order, [&came](QByteArrayView part) -> Result<void> {
            came.append(part.data(), part.size());
            return {};
        });
        QVERIFY(stream.take(streamAnswer("four", "4")));
        QVERIFY(stream.finish(QStringLiteral("moodle-b")));
        QCOMPARE(came, QByteArray("four"));
    }

    void whatIsCutIsNeverWhole()
    {
        const QByteArray file = "the bytes of a backup";
        const QByteArray answer = streamAnswer(file, QByteArray::number(file.size()));
        for (qsizetype end = 0; end < answer.size(); ++end) {
            QByteArray came;
            QVERIFY2(!streamed(answer.left(end), file.size(), 5, came), QByteArray::number(end).constData());
        }
    }

    void whatIsNoAnswerIsRefused_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("kind");
        const auto row = [](const char *name, const QByteArray &answer, ErrorKind kind) {
            QTest::newRow(name) << answer << int(kind);
        };
        const auto refused = [](const QByteArray &code) -> QByteArray {
            return QByteArrayLiteral("NIGHTKEEP/1\0fetch\0R\0refused\0001\0") + code
                + QByteArrayLiteral("\0R\0finished\0000\0END\0009\0");
        };
        row("another file by now", refused("changed"), ErrorKind::Stale);
        row("no file any more", refused("not-found"), ErrorKind::NotFound);
        row("not to be read", refused("unreadable"), ErrorKind::PermissionDenied);
        row("a tool is lacking",
            QByteArrayLiteral("NIGHTKEEP/1\0fetch\0R\0refused\0002\0missing-tool\0head\0R\0finished\0000\0END\00010\0"),
            ErrorKind::MissingTool);
        row("a file of another size", streamAnswer("12345", "6"), ErrorKind::Damaged);
        row("more than was asked for", streamAnswer("123456", "5"), ErrorKind::Damaged);
        row("a sum that is none", streamAnswer("12345", "5", "abc"), ErrorKind::Damaged);
        row("noise without an end", QByteArray(200000, 'x'), ErrorKind::Damaged);
        row("noise behind the file", streamAnswer("12345", "5") + QByteArray(200000, 'x'), ErrorKind::Damaged);
    }
    void whatIsNoAnswerIsRefused()
    {
        QFETCH(QByteArray, answer);
        QFETCH(int, kind);
        QByteArray came;
        const Result<QByteArray> sum = streamed(answer, 5, 11, came);
        QVERIFY(!sum);
        QVERIFY2(sum.error().kind == ErrorKind(kind), qPrintable(nameOf(sum.error().kind) + sum.error().message));
        QVERIFY(came.size() <= 5);
    }

    void whoCannotTakeItEndsIt()
    {
        CopyStream stream(streamOrder(5), [](QByteArrayView) -> Result<void> {
            return fail(ErrorKind::DiskFull, QStringLiteral("There is no room."));
        });
        const QByteArray answer = streamAnswer("12345", "5");
        const Result<void> taken = stream.take(answer);
        QVERIFY(!taken && taken.error().kind == ErrorKind::DiskFull);
    }
};

NIGHTKEEP_TEST(TstCopyStream, unit, Core)
#include "tst_copystream.moc"
