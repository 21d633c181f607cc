// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Plays the roles that a process can play. The first argument names the role.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <unistd.h>

namespace {

[[noreturn]] void waitForEver()
{
    while (true)
        ::pause();
}

void write(FILE *where, long bytes)
{
    const std::string block(65536, 'x');
    while (bytes > 0) {
        const auto now = static_cast<size_t>(bytes) < block.size() ? static_cast<size_t>(bytes) : block.size();
        if (std::fwrite(block.data(), 1, now, where) != now)
            std::exit(9);
        bytes -= static_cast<long>(now);
    }
    std::fflush(where);
}

int copyInput()
{
    char buffer[65536];
    size_t got = 0;
    while ((got = std::fread(buffer, 1, sizeof buffer, stdin)) > 0)
        std::fwrite(buffer, 1, got, stdout);
    return 0;
}

/// Writes its own and its child's process id to a file; both wait.
[[noreturn]] void haveChild(const char *fileName)
{
    const pid_t child = ::fork();
    if (child == 0)
        waitForEver();
    FILE *const file = std::fopen(fileName, "w");
    std::fprintf(file, "%d %d", static_cast<int>(::getpid()), static_cast<int>(child));
    std::fclose(file);
    waitForEver();
}

} // namespace

int main(int argc, char **argv)
{
    const std::string role = argc > 1 ? argv[1] : "";
    const char *const argument = argc > 2 ? argv[2] : "";
    if (role == "copy")
        return copyInput();
    if (role == "exit")
        return std::atoi(argument);
    if (role == "signal")
        return ::raise(std::atoi(argument));
    if (role == "flood")
        write(stdout, std::atol(argument));
    else if (role == "floodErrors")
        write(stderr, std::atol(argument));
    else if (role == "ignoreInput")
        std::puts("did not read");
    else if (role == "wait")
        waitForEver();
    else if (role == "waitSilently") {
        ::close(1);
        ::close(2);
        waitForEver();
    } else if (role == "stubborn") {
        ::signal(SIGTERM, SIG_IGN);
        std::puts("ready");
        std::fflush(stdout);
        if (std::FILE *ready = argc > 2 ? std::fopen(argument, "w") : nullptr)
            std::fclose(ready);
        waitForEver();
    } else if (role == "child") {
        haveChild(argument);
    } else if (role == "environment") {
        std::printf("%s|%s|%s|%d", std::getenv("LC_ALL"), std::getenv(argument) ? std::getenv(argument) : "(unset)",
                    std::getenv("PATH") ? "path" : "no path", ::getsid(0) == ::getpid() ? 1 : 0);
    } else if (role == "arguments") {
        for (int i = 2; i < argc; ++i)
            std::fwrite(argv[i], 1, std::strlen(argv[i]) + 1, stdout);
    } else {
        return 100;
    }
    return 0;
}
