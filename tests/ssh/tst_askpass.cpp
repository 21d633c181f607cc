// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/askpass.h"
#include "app/ssh/askpasslistener.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Nightkeep;

/// Who may ask: another program of the same account reaches the socket too, but does not know the token.
class TstAskpass : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("askpass"));
        m_listener = std::make_unique<AskpassListener>(m_path, QStringLiteral("/bin/false"));
        QVERIFY(m_listener->isValid());
    }

    void whoKnowsTheTokenIsAnswered()
    {
        QCOMPARE(askWith(token() + m_question), QByteArray("Asecret"));
        QCOMPARE(m_asked, QStringList {QStringLiteral("Password: ")});
    }

    void strangersAreNotHeard_data()
    {
        QTest::addColumn<int>("kept"); // of the token's letters
        QTest::addColumn<QByteArray>("put"); // behind them
        QTest::newRow("empty token") << 0 << QByteArray();
        QTest::newRow("one letter of it") << 1 << QByteArray();
        QTest::newRow("all but the last") << -1 << QByteArray();
        QTest::newRow("overlong") << 64 << QByteArray("0");
        QTest::newRow("twice") << 64 << QByteArray("twice");
        QTest::newRow("foreign") << 0 << QByteArray(64, '0');
        QTest::newRow("wrong at its end") << -1 << QByteArray("g");
    }
    void strangersAreNotHeard()
    {
        QFETCH(int, kept);
        QFETCH(QByteArray, put);
        const QByteArray own = token();
        const QByteArray given = own.left(kept < 0 ? own.size() + kept : kept) + (put == "twice" ? own : put);
        QVERIFY(given != own);
        QCOMPARE(askWith(given + m_question), QByteArray());
        QCOMPARE(m_asked, QStringList());
    }

    void brokenMessagesAreNotHeard_data()
    {
        QTest::addColumn<QByteArray>("behind"); // the token
        QTest::newRow("the token alone") << QByteArray();
        QTest::newRow("no question") << QByteArray("\0confirm", 8);
    }
    void brokenMessagesAreNotHeard()
    {
        QFETCH(QByteArray, behind);
        QCOMPARE(askWith(token() + behind), QByteArray());
        QCOMPARE(m_asked, QStringList());
    }

    void everyListenerHasItsOwnToken()
    {
        const AskpassListener other(m_path + u'2', QStringLiteral("/bin/false"));
        const QString name = QString::fromLatin1(AskpassTokenVariable);
        QVERIFY(other.environment().value(name) != m_listener->environment().value(name));
        QCOMPARE(token().size(), 64); // 32 bytes of chance
    }

private:
    [[nodiscard]] QByteArray token() const
    {
        return m_listener->environment().value(QString::fromLatin1(AskpassTokenVariable)).toLatin1();
    }

    /// What comes back to a caller who sends this.
    QByteArray askWith(const QByteArray &message)
    {
        m_asked.clear();
        const UnixSocket caller = UnixSocket::connectTo(QFile::encodeName(m_path));
        if (!caller.isValid() || !caller.send(message))
            return "not sent";
        caller.endSending();
        m_listener->serve(
            [this](const AskpassQuestion &question, const CancelToken &) {
                m_asked.append(question.text);
                return QStringLiteral("secret");
            },
            CancelToken());
        return caller.receive(5000);
    }

    const QByteArray m_question {"\0\0Password: ", 12}; ///< behind the token: of no special kind
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    std::unique_ptr<AskpassListener> m_listener;
    QStringList m_asked;
};

NIGHTKEEP_TEST(TstAskpass, unit, Core)
#include "tst_askpass.moc"
