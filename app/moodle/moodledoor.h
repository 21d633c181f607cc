// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/moodlesite.h"
#include "models/courses/site.h"
#include "models/servers/remotehost.h"

#include <chrono>
#include <functional>
#include <optional>

namespace Nightkeep {

/// A later Moodle's own admin/cli/cfg.php, on the server that has its code: by resources/remote/moodle-settings.sh.
class MoodleDoor
{
public:
    using Opener = std::function<Result<std::unique_ptr<RemoteHost>>()>;

    /// `open` reaches the server that has the site's code. Each run of PHP there takes a tenth of a second, and at most
    /// `runLimit`.
    MoodleDoor(Site site, Opener open, std::chrono::seconds runLimit = std::chrono::seconds(30));

    struct Reading
    {
        QHash<QString, QString> served; ///< as Moodle has them, cache, config.php and all; without very long ones
        QStringList forced; ///< by config.php
        std::optional<QString> zone; ///< the site's time zone, where config.php sets it
        std::optional<Error> unsure; ///< why it is not known what config.php forces: nothing is written then
    };
    /// Kinds beside those of RemoteHosts: MissingTool where there is no cfg.php or PHP, PermissionDenied where nobody
    /// lets us run it, Busy where another Nightkeep is at it, TimedOut and Failed where it does not answer.
    [[nodiscard]] Result<Reading> read(const CancelToken &cancel);
    /// See MoodleSite. Nothing stops it once it has begun; where the connection breaks, a new one looks what became.
    [[nodiscard]] Result<QList<ConfigOutcome>> compareAndSet(const QList<ConfigChange> &changes,
                                                             const CancelToken &cancel);
    [[nodiscard]] QStringList commandsFor(const QList<ConfigChange> &changes) const;

private:
    [[nodiscard]] Result<void> check(const QList<ConfigChange> &changes) const;
    [[nodiscard]] QByteArray input(const QByteArray &act, const QList<ConfigChange> &changes) const;
    [[nodiscard]] Result<std::unique_ptr<RemoteHost>> openHost() const;
    [[nodiscard]] Error refusal(const FrameRecord &record) const;
    [[nodiscard]] Result<QList<ConfigOutcome>> outcomesOf(const QList<FrameRecord> &records,
                                                          const QList<ConfigChange> &changes) const;
    [[nodiscard]] Result<QList<ConfigOutcome>> lookBack(const QList<ConfigChange> &changes, const Error &lost);
    void remember(const FrameRecord &door);

    Site m_site;
    Opener m_open;
    std::chrono::seconds m_runLimit;
    // As the server found them; until then, as the site says.
    QString m_user;
    BytePath m_php;
    BytePath m_program;
};

/// What people do where there is no door.
[[nodiscard]] QString moodlesOwnPage();

} // namespace Nightkeep
