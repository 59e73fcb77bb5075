package org.hustings.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The program, and in it something that eats all memory as soon as a line comes on standard input.
final class Greedy {
  private static final int MOUTHFUL = 1 << 20;

  private Greedy() {}

  static void main(String[] args) {
    Thread.ofPlatform().daemon().name("greedy").start(Greedy::eatWhenTold);
    Main.main(args);
  }

  private static void eatWhenTold() {
    try {
      boolean told = System.in.read() >= 0;
      if (told) {
        List<byte[]> eaten = new ArrayList<>();
        while (eaten.size() < Integer.MAX_VALUE) {
          eaten.add(new byte[MOUTHFUL]);
        }
      }
    } catch (IOException e) {
      System.err.println("nothing is heard: " + e.getMessage());
    }
  }
}
