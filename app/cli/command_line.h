#pragma once
// The program `loratrf`: every command of the engine from a shell.

namespace loratrf {

// What the shell sees.
namespace exit_code {
inline constexpr int done = 0;
inline constexpr int failed = 1;
inline constexpr int badInput = 2;
inline constexpr int interrupted = 130; // 128 + SIGINT, as shells report it
} // namespace exit_code

int runCommandLine(int argc, char** argv);

} // namespace loratrf
