// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/secrets/privatememory.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <algorithm>
#include <dlfcn.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Nightkeep;

/// What is done so that a secret stays in the memory that it is in, and not there for longer than it is used.
class TstPrivateMemory : public QObject
{
    Q_OBJECT

private slots:
    /// In a child, since the limit cannot be lifted again.
    void noCoreIsWritten()
    {
        const pid_t child = ::fork();
        if (child == 0) {
            forbidCores();
            hideMemory();
            rlimit limit = {};
            const bool none = ::getrlimit(RLIMIT_CORE, &limit) == 0 && limit.rlim_cur <= 1 && limit.rlim_max <= 1;
            const bool hidden = ::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0;
            ::_exit((none ? 1 : 0) + (hidden ? 2 : 0));
        }
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY(WIFEXITED(status));
        // The floors alone are built with sanitizers, whose search for leaks must see the memory.
        const bool isSanitized = ::dlsym(RTLD_DEFAULT, "__asan_init") != nullptr;
        QCOMPARE(WEXITSTATUS(status), isSanitized ? 1 : 3);
    }

    /// The memory itself is looked at: a text that was emptied keeps its room.
    void whatHeldASecretIsOverwritten()
    {
        QString text = QStringLiteral("canary").repeated(20);
        QByteArray bytes = QByteArray("canary").repeated(20);
        const QString otherText = QStringLiteral("canary").repeated(20);
        QString shared = otherText;
        const QChar *const textAt = text.constData();
        const char *const bytesAt = bytes.constData();
        const qsizetype length = bytes.size();
        wipe(text);
        wipe(bytes);
        wipe(shared);
        QVERIFY(text.capacity() >= length && bytes.capacity() >= length);
        QCOMPARE(std::count(textAt, textAt + length, QChar()), length);
        QCOMPARE(std::count(bytesAt, bytesAt + length, '\0'), length);
        QVERIFY(text.isEmpty() && bytes.isEmpty() && shared.isEmpty());
        QCOMPARE(otherText.count(QStringLiteral("canary")), 20); // another's is left alone
        QString literal = QStringLiteral("canary");
        wipe(literal);
        QVERIFY(literal.isEmpty());
        QString none;
        wipe(none);
        QVERIFY(none.isEmpty());
    }

    void aScopesSecretEndsWithIt()
    {
        QByteArray secret = QByteArray("canary").repeated(20);
        {
            const WipedAtEnd wiped(secret);
            QVERIFY(!secret.isEmpty());
        }
        QVERIFY(secret.isEmpty());
    }
};

NIGHTKEEP_TEST(TstPrivateMemory, unit, Core)
#include "tst_privatememory.moc"
