// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmarks/comparison.h"
#include "tests/benchmarks/refreshlab.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>

#include <cstdio>

namespace Nightkeep {

namespace {

constexpr int Servers = 64;
constexpr int DelayMilliseconds = 20; // in each direction
constexpr int Pairs = 7;
constexpr int AnsiblePairs = 3; // one of its runs takes as long as twenty of the others

/// Puts an ssh before the real one that notes each start of it. For runs that are counted, not timed.
class CountedSsh
{
public:
    explicit CountedSsh(const RefreshLab &lab)
        : m_log(lab.folder() + QStringLiteral("/starts"))
        , m_path(qgetenv("PATH"))
    {
        const QString folder = lab.folder() + QStringLiteral("/counted");
        const QString real = QStandardPaths::findExecutable(QStringLiteral("ssh"));
        QDir().mkpath(folder);
        QFile script(folder + QStringLiteral("/ssh"));
        m_isReady = script.open(QIODevice::WriteOnly)
            && script.write(QStringLiteral("#!/bin/sh\necho start >>%1\nexec %2 \"$@\"\n").arg(m_log, real).toUtf8())
                > 0
            && script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        qputenv("PATH", QFile::encodeName(folder) + ':' + m_path);
    }
    ~CountedSsh() { qputenv("PATH", m_path); }
    CountedSsh(const CountedSsh &) = delete;
    CountedSsh &operator=(const CountedSsh &) = delete;

    [[nodiscard]] bool isReady() const { return m_isReady; }
    [[nodiscard]] qsizetype starts() const
    {
        QFile file(m_log);
        return file.open(QIODevice::ReadOnly) ? file.readAll().count('\n') : 0;
    }

private:
    QString m_log;
    QByteArray m_path;
    bool m_isReady = false;
};

/// One run, counted: {counted, servers, sshProcessesPerServer, connectionsPerServer}.
bool count(const RefreshLab &lab, const char *what, const std::function<bool()> &run)
{
    const CountedSsh ssh(lab);
    const qsizetype startsBefore = ssh.starts();
    const qsizetype connectionsBefore = lab.connections();
    if (!ssh.isReady() || !run()) {
        std::fprintf(stderr, "%s: a run failed; no count\n", what);
        return false;
    }
    const QJsonObject line {
        {QStringLiteral("counted"), QString::fromUtf8(what)},
        {QStringLiteral("servers"), Servers},
        {QStringLiteral("sshProcessesPerServer"), double(ssh.starts() - startsBefore) / Servers},
        {QStringLiteral("connectionsPerServer"), double(lab.connections() - connectionsBefore) / Servers}};
    std::printf("%s\n", QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
    return true;
}

bool countAll(const RefreshLab &lab)
{
    const RefreshLab::Way &way = lab.direct();
    WarmWorkspace warm(lab, way);
    return count(lab, "parallel-ssh", [&] { return lab.parallelSsh(way); })
        && count(lab, "cold refresh", [&] { return lab.coldRefresh(way); })
        && count(lab, "first refresh of an open window", [&] { return warm.refresh(); })
        && count(lab, "warm refresh", [&] { return warm.refresh(); });
}

/// Cold and warm against parallel-ssh, and warm against ssh itself, after the machine's own noise. `words` say which
/// way it is.
bool compareAll(const RefreshLab &lab, const RefreshLab::Way &way, const QByteArray &words)
{
    const auto peer = [&] { return lab.parallelSsh(way); };
    const QByteArray name = "parallel-ssh -p 8, identical program";
    const QByteArray what = "warm matrix refresh of 64 loopback servers, 8 at a time" + words;
    const bool noise =
        compare({"parallel-ssh against itself (the machine's noise)" + words, name, 1.0, Pairs, peer, peer});
    const bool cold = compare({"cold matrix refresh of 64 loopback servers, 8 at a time" + words, name, 1.0, Pairs,
                               [&] { return lab.coldRefresh(way); }, peer});
    WarmWorkspace warm(lab, way);
    // The pair that compare() drops is the one that logs in.
    const bool agreed =
        compare({what, name + ", cold", 0.40, Pairs, [&] { return warm.refresh(); }, peer}) && cold && noise;
    const LiveMasters masters(lab, way);
    return masters.areReady()
        && compare({what, "ssh over live masters, identical program", 1.15, Pairs, [&] { return warm.refresh(); },
                    [&] { return lab.sshOverMasters(way); }})
        && agreed;
}

bool compareAnsible(const RefreshLab &lab, const RefreshLab::Way &way, const QByteArray &words)
{
    return compare({"cold matrix refresh of 64 loopback servers, 8 at a time" + words,
                    "ansible all -f 8 -m setup, pipelining", 0.35, AnsiblePairs, [&] { return lab.coldRefresh(way); },
                    [&] { return lab.ansible(way); }});
}

} // namespace

bool benchRefresh()
{
    RefreshLab lab;
    return lab.start(Servers, 0) && countAll(lab) && compareAll(lab, lab.direct(), {});
}

bool benchRefreshDelayed()
{
    RefreshLab lab;
    return lab.start(Servers, DelayMilliseconds) && compareAll(lab, lab.delayed(), ", 20 ms added each way");
}

bool benchRefreshAnsible()
{
    RefreshLab lab;
    return lab.start(Servers, DelayMilliseconds) && compareAnsible(lab, lab.direct(), {})
        && compareAnsible(lab, lab.delayed(), ", 20 ms added each way");
}

} // namespace Nightkeep
