-- AlterTable
ALTER TABLE "person" ADD COLUMN     "enrollment_choice" TEXT;
