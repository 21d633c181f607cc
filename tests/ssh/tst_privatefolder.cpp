// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/privatefolder.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QTest>

#include <csignal>
#include <ctime>
#include <fcntl.h>
#include <functional>
#include <optional>
#include <sched.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Nightkeep;

/// Which private folders a new program takes for left over. Other programs are children of the test.
class TstPrivateFolder : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_parent {QStringLiteral("/tmp/nk-private-XXXXXX")};

    [[nodiscard]] QString made(const char *name) const
    {
        const QString path = m_parent.filePath(QString::fromLatin1(name));
        return QDir().mkpath(path + QStringLiteral("/sub")) ? path : QString();
    }
    /// A child that does `act`, says the path that it gives on the pipe and waits to be killed.
    [[nodiscard]] static pid_t child(int pipe, const std::function<QByteArray()> &act)
    {
        const pid_t process = ::fork();
        if (process == 0) {
            const QByteArray said = act() + '\n';
            if (::write(pipe, said.constData(), size_t(said.size())) == said.size())
                ::pause();
            ::_exit(0);
        }
        return process;
    }
    [[nodiscard]] static QByteArray line(int pipe)
    {
        QByteArray text;
        for (char c = 0; ::read(pipe, &c, 1) == 1 && c != '\n';)
            text += c;
        return text;
    }
    static void end(pid_t process)
    {
        ::kill(process, SIGKILL);
        ::waitpid(process, nullptr, 0);
    }

private slots:
    void init() { QVERIFY(m_parent.isValid()); }
    void cleanup()
    {
        QCOMPARE(QDir(m_parent.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), QStringList());
    }

    void isThisUsersAlone()
    {
        const PrivateFolder folder(m_parent.path());
        QVERIFY(folder.isValid());
        struct stat status = {};
        QCOMPARE(::lstat(QFile::encodeName(folder.path()).constData(), &status), 0);
        QCOMPARE(int(status.st_mode & 07777), 0700);
        QCOMPARE(status.st_uid, ::geteuid());
    }

    void twoOfOneProgramLiveTogether()
    {
        const PrivateFolder one(m_parent.path());
        const PrivateFolder two(m_parent.path());
        QVERIFY(one.isValid() && two.isValid());
        QVERIFY(one.path() != two.path());
        QVERIFY(QDir(one.path()).exists());
    }

    /// Of a program that was killed nothing stays; that of a stopped one, which lives, does.
    void leftoversAreThoseOfTheDead_data()
    {
        QTest::addColumn<int>("signal");
        QTest::addColumn<bool>("stays");
        QTest::newRow("killed") << SIGKILL << false;
        QTest::newRow("stopped") << SIGSTOP << true;
    }
    void leftoversAreThoseOfTheDead()
    {
        QFETCH(int, signal);
        QFETCH(bool, stays);
        int pipe[2];
        QCOMPARE(::pipe(pipe), 0);
        const pid_t other = child(pipe[1], [this] {
            auto *const folder = new PrivateFolder(m_parent.path()); // never ended: as killed programs leave it
            // Ours may get the same name: what the names are drawn from is the same after fork().
            return QFile::link(QStringLiteral("theirs"), folder->path() + QStringLiteral("/mark"))
                ? QFile::encodeName(folder->path() + QStringLiteral("/mark"))
                : QByteArray();
        });
        QVERIFY(other > 0);
        ::close(pipe[1]);
        const QString mark = QFile::decodeName(line(pipe[0]));
        ::close(pipe[0]);
        QVERIFY(QFileInfo(mark).isSymLink());
        QCOMPARE(::kill(other, signal), 0);
        QCOMPARE(::waitpid(other, nullptr, WUNTRACED), other);
        {
            const PrivateFolder mine(m_parent.path());
            QVERIFY(mine.isValid());
            QCOMPARE(QFileInfo(mark).isSymLink(), stays);
        }
        if (!stays)
            return;
        end(other);
        const PrivateFolder later(m_parent.path());
        QVERIFY(!QFileInfo(mark).isSymLink());
    }

    /// The attack: a Nightkeep of the same user in a container, where no number of a process outside is known,
    /// took the folder of every living one outside for left over and removed it, sockets and all. Where the system lets
    /// no one make such a namespace, the other is a process outside.
    void anotherPidNamespaceLeavesItAlone()
    {
        const PrivateFolder mine(m_parent.path());
        QVERIFY(mine.isValid());
        int pipe[2];
        QCOMPARE(::pipe(pipe), 0);
        const uid_t user = ::geteuid();
        const pid_t container = child(pipe[1], [&]() -> QByteArray {
            const bool isApart = ::unshare(CLONE_NEWPID) == 0;
            bool mapped = true;
            if (!isApart && ::unshare(CLONE_NEWUSER | CLONE_NEWPID) == 0) {
                const QByteArray line = "0 " + QByteArray::number(user) + " 1";
                const int map = ::open("/proc/self/uid_map", O_WRONLY | O_CLOEXEC);
                mapped = map >= 0 && ::write(map, line.constData(), size_t(line.size())) == line.size();
            }
            if (!mapped) // then no file is this user's, and nothing would be removed
                return "the user could not be mapped";
            const pid_t first = ::fork(); // number 1 of the new namespace
            if (first == 0) {
                const bool isFirst = ::getpid() == 1;
                std::optional<PrivateFolder> theirs(std::in_place, m_parent.path());
                const bool isValid = theirs->isValid();
                theirs.reset(); // which nothing would do at the exit
                ::_exit(!isValid ? 8 : isFirst ? 7 : 9);
            }
            int status = 0;
            return ::waitpid(first, &status, 0) == first && WIFEXITED(status) ? QByteArray::number(WEXITSTATUS(status))
                                                                              : "the other program crashed";
        });
        QVERIFY(container > 0);
        ::close(pipe[1]);
        const QByteArray said = line(pipe[0]);
        ::close(pipe[0]);
        end(container);
        if (said == "9")
            qInfo("No namespace of processes can be had here: the other was a process outside.");
        QVERIFY2(said == "7" || said == "9", said.constData());
        QVERIFY(QDir(mine.path()).exists());
    }

    /// The attack, by the system's own tidying: after ten days the file with the lock was gone, and the folder with it.
    void nothingInItNeedsToStay()
    {
        const PrivateFolder mine(m_parent.path());
        QVERIFY(mine.isValid());
        QCOMPARE(QDir(mine.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList());
        const timespec then {std::time(nullptr) - 400 * 24 * 60 * 60, 0};
        const timespec both[] {then, then};
        QCOMPARE(::utimensat(AT_FDCWD, QFile::encodeName(mine.path()).constData(), both, 0), 0);
        // As those do who tidy up by the rules: they take no folder that somebody has locked.
        const int folder = ::open(QFile::encodeName(mine.path()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        QVERIFY(folder >= 0);
        QVERIFY(::flock(folder, LOCK_EX | LOCK_NB) != 0);
        ::close(folder);
        const PrivateFolder another(m_parent.path());
        QVERIFY(another.isValid());
        QVERIFY(QDir(mine.path()).exists());
    }

    void onlyOurOwnIsRemoved()
    {
        const QString own = made("nightkeep-ssh-mine");
        const QString strange = made("nightkeep-other-abc");
        const QString foreign = made("nightkeep-ssh-other");
        QVERIFY(!own.isEmpty() && !strange.isEmpty() && !foreign.isEmpty());
        const bool canGive = ::chown(QFile::encodeName(foreign).constData(), 65534, 65534) == 0; // root can
        QVERIFY(QFile::link(strange, m_parent.filePath(QStringLiteral("nightkeep-ssh-alink"))));
        {
            const PrivateFolder mine(m_parent.path());
            QVERIFY(mine.isValid());
        }
        QVERIFY(!QDir(own).exists());
        QVERIFY(QDir(strange).exists());
        QCOMPARE(QDir(foreign).exists(), canGive);
        QVERIFY(QFile::remove(m_parent.filePath(QStringLiteral("nightkeep-ssh-alink"))));
        QVERIFY(QDir(strange).removeRecursively());
        QVERIFY(!canGive || QDir(foreign).removeRecursively());
    }
};

NIGHTKEEP_TEST(TstPrivateFolder, unit, Core)
#include "tst_privatefolder.moc"
