// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/secrets/passwordsources.h"
#include "models/workspace.h"

#include <memory>

namespace Nightkeep {

struct ApplicationOptions
{
    QString dataFolder; ///< where the default workspace and the trusted host keys live; empty: the person's
    QString sshConfig; ///< for ssh's -F; empty: ssh's own
    QString knownHosts; ///< empty: in the data folder
    QString askpassProgram; ///< see app/ssh/askpass.h; empty: nightkeepctl beside this program
    Attendance attendance = Attendance::Background; ///< for what a workspace opens by itself
    Prompter *prompter = nullptr; ///< outlives the application; null: nobody is asked
    Clock clock; ///< empty: the machine's
    PasswordPlaces passwords = {}; ///< of databases, beside the keychain and the person
};

/// Gives the moment in this machine's time zone, in which people are told of moments, and which a site without one has.
[[nodiscard]] Clock machineClock();

class WorkspaceStore;
struct StoreOptions;

/// Joins the floors: the workspace, the servers, Moodle's database, the wiki page and the archives become the
/// workspace of one workspace. Made on the main thread; its functions are thread-safe and block. It outlives
/// every workspace that it opens.
class Application final : public WorkspaceOpener
{
public:
    explicit Application(ApplicationOptions options = {});
    ~Application() override;

    [[nodiscard]] Result<std::unique_ptr<Workspace>> open(const QString &location,
                                                          const CancelToken &cancel = {}) override;
    [[nodiscard]] Result<std::unique_ptr<Workspace>> create(const QString &location,
                                                            const CancelToken &cancel = {}) override;
    [[nodiscard]] Result<void> keepPassword(const QString &location, const QString &password) override;
    [[nodiscard]] Result<std::unique_ptr<Workspace>> openDemo(const QString &folder) override;
    [[nodiscard]] std::optional<LastGoodCopy> lastGoodCopy(const QString &location) const override;
    [[nodiscard]] Result<void> restoreLastGoodCopy(const QString &location) override;
    [[nodiscard]] QString defaultLocation() const override;

    /// The demo in a folder, a workspace, or, both empty, the person's own. A file is made if there is none.
    [[nodiscard]] Result<std::unique_ptr<Workspace>> openFirst(const QString &demoFolder, const QString &location,
                                                               const CancelToken &cancel = {});
    [[nodiscard]] QString settingsFile() const; ///< window and column state

private:
    class Outside;
    using OpenStore = Result<std::unique_ptr<WorkspaceStore>> (*)(const QString &location, const StoreOptions &options);
    [[nodiscard]] Result<std::unique_ptr<WorkspaceStore>> openStore(const QString &location, OpenStore act,
                                                                    const CancelToken &cancel);
    [[nodiscard]] Result<std::unique_ptr<Workspace>> opened(Result<std::unique_ptr<WorkspaceStore>> store,
                                                            const QStringList &notices);
    ApplicationOptions m_options;
    std::unique_ptr<Outside> m_outside;
};

/// The program's name, version and language; for both mains, once there is a QCoreApplication. The window
/// and `nightkeepctl` have one name and with it one data folder.
void nameProgram(const QString &version);

} // namespace Nightkeep
