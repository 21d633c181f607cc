// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/samples.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QFileInfo>
#include <QTest>

using namespace Nightkeep;
using Samples::why;

/// What is opened as a workspace and never was one, told apart from a workspace that is damaged.
class TstWrongFiles : public QObject
{
    Q_OBJECT

private:
    Samples::Places m_places;
    QByteArray m_good;

    static QByteArray contents(const QString &fileName)
    {
        QFile file(fileName);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(cannot be read)");
    }

    static void write(const QString &fileName, const QByteArray &bytes)
    {
        QFile file(fileName);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(file.write(bytes), bytes.size());
    }

private slots:
    void initTestCase()
    {
        const QString workspace = m_places.next(QStringLiteral("sqlite"));
        {
            const auto store = WorkspaceStore::create(workspace);
            QVERIFY2(store, why(store).constData());
            QRandomGenerator random(11);
            QCOMPARE(Samples::fill(**store, random, 2), QString());
        }
        m_good = contents(workspace);
        QVERIFY(m_good.size() > 2 * 4096);
    }

    void aFileIsWhatItIs_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("hasCopy"); // a last good copy lies beside it
        QTest::addColumn<int>("kind");
        const auto none = int(ErrorKind::BadInput);
        const auto damaged = int(ErrorKind::Damaged);
        QTest::newRow("empty") << QByteArray() << false << none;
        QTest::newRow("one letter") << QByteArray("x") << false << none;
        QTest::newRow("a page") << QByteArray("<html><p>no workspace</p></html>\n") << false << none;
        QTest::newRow("a long text") << QByteArray("name;os;service\n").repeated(3000) << false << none;
        QTest::newRow("an archive") << QByteArray("PK\x03\x04\x14\0\0\0\x08\0", 10).repeated(900) << false << none;
        QTest::newRow("a picture") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16).repeated(40) << false << none;
        QTest::newRow("zeros") << QByteArray(20000, '\0') << false << none;
        QTest::newRow("statements that would make one")
            << QByteArray("CREATE TABLE nk_schema_version (version INTEGER);\n").repeated(50) << false << none;
        QTest::newRow("its beginning lost") << QByteArray(4096, '\0') + m_good.mid(4096) << false << damaged;
        QTest::newRow("its first letter lost") << 'x' + m_good.mid(1) << false << damaged;
        QTest::newRow("cut within its head") << m_good.left(50) << false << damaged;
        QTest::newRow("cut within its first word") << m_good.left(7) << false << damaged;
        QTest::newRow("cut in the middle") << m_good.left(m_good.size() / 2) << false << damaged;
        QTest::newRow("empty, where one was") << QByteArray() << true << damaged;
        QTest::newRow("a text, where one was") << QByteArray("again\n") << true << damaged;
    }
    void aFileIsWhatItIs()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, hasCopy);
        QFETCH(int, kind);
        const QString file = m_places.next(QStringLiteral("sqlite"));
        write(file, bytes);
        if (hasCopy)
            write(file + QStringLiteral(".last-good"), m_good);
        const auto opened = WorkspaceStore::open(file);
        QVERIFY(!opened);
        QVERIFY2(int(opened.error().kind) == kind, why(opened).constData());
        QCOMPARE(opened.error().message.contains(QStringLiteral("no Nightkeep workspace")),
                 kind == int(ErrorKind::BadInput));
        QVERIFY(!opened.error().advice.isEmpty());
        QCOMPARE(contents(file), bytes);
        const auto restored = WorkspaceStore::restoreLastGoodCopy(file);
        QCOMPARE(restored.has_value(), hasCopy);
        QCOMPARE(contents(file), hasCopy ? m_good : bytes);
    }

    void aFolderIsNone()
    {
        const auto opened = WorkspaceStore::open(m_places.folder());
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::BadInput);
        QVERIFY2(opened.error().message.contains(QStringLiteral("no Nightkeep workspace")), why(opened).constData());
    }
};

NIGHTKEEP_TEST(TstWrongFiles, integration, Core)
#include "tst_wrongfiles.moc"
